import type { Rejection } from '@hubbub/sdk'
import { useState } from 'react'
import { Link } from 'wouter'
import { useFormat } from '../../lib/format.ts'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { Badge, Notice } from '../../ui/badge.tsx'
import { Facts } from '../../ui/card.tsx'
import { Code } from '../../ui/code.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { Time } from '../../ui/time.tsx'
import { useCauseText } from './cause.tsx'
import { RejectionWords } from './words.tsx'

/** One refused request: what it was in a line, and all of it when it is opened. */
export function RejectionRow({ rejection }: { rejection: Rejection }) {
  const { rejections: t } = useStrings()
  const format = useFormat()
  const { title } = useCauseText()(rejection.cause, rejection.hint)
  const { platform, remoteAddress, weight, bodySize, receivedAt, route } = rejection
  const [open, setOpen] = useState(false)
  return (
    <li className="border-line border-t first:border-t-0">
      <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-14 cursor-pointer list-none items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-sunken sm:px-5 [&::-webkit-details-marker]:hidden">
          <PlatformMark platform={platform} />
          <span className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 md:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_auto] md:items-center">
            <span className="flex flex-wrap items-center gap-2 font-medium text-sm">
              {title}
              {weight > 1 && <Badge tone="warn">{t.standsFor(format.compact(weight))}</Badge>}
            </span>
            <span className="min-w-0 truncate text-muted text-sm">
              <bdi>{withVisibleControls(route)}</bdi>
              {remoteAddress !== null && ` · ${t.from(remoteAddress)}`}
              {` · ${format.bytes(bodySize)}`}
            </span>
            <span className="text-muted text-sm">
              <Time at={receivedAt} look="ago" />
            </span>
          </span>
          <span className="text-muted group-open:rotate-180">
            <Icon name="down" />
          </span>
        </summary>
        {open && <RejectionDetail rejection={rejection} />}
      </details>
    </li>
  )
}

function RejectionDetail({ rejection }: { rejection: Rejection }) {
  const { rejections: t, common } = useStrings()
  const format = useFormat()
  const { meaning, action } = useCauseText()(rejection.cause, rejection.hint)
  const { id, platform, headers, bodySample, weight, account } = rejection
  const outside = (text: string | null) => (text === null ? common.unknown : <bdi>{withVisibleControls(text)}</bdi>)
  return (
    <div className="grid gap-4 px-4 pt-1 pb-5 sm:px-5">
      <Notice tone="info">
        <p>{meaning}</p>
        <p className="font-medium">{action}</p>
        {rejection.cause === 'verification_failed' && (
          <Link
            href={`/accounts/connect/${platform}`}
            className="inline-flex min-h-11 items-center underline md:min-h-8"
          >
            {t.connect}
          </Link>
        )}
      </Notice>
      {weight > 1 && <p className="text-muted text-sm">{t.standsForLong(format.number(weight))}</p>}
      <Facts
        items={[
          [t.facts.when, <Time key="when" at={rejection.receivedAt} />],
          [t.facts.route, <code key="route">{outside(rejection.route)}</code>],
          ...(account === null ? [] : [[t.facts.account, outside(account)] as const]),
          [t.facts.remote, outside(rejection.remoteAddress)],
          [t.facts.size, format.bytes(rejection.bodySize)],
          [t.facts.reason, <RejectionWords key="reason" rejection={rejection} />],
        ]}
      />
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        {Object.keys(headers).length > 0 ? (
          <Code label={t.headers} value={headers} fileName={`${id}-headers.json`} />
        ) : (
          <p className="text-muted text-sm">{t.noHeaders}</p>
        )}
        {bodySample ? (
          <Code label={t.body} value={bodySample} fileName={`${id}-body.txt`} />
        ) : (
          <p className="text-muted text-sm">{t.noBody}</p>
        )}
      </div>
    </div>
  )
}
