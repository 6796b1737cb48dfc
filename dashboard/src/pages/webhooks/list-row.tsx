import type { Endpoint } from '@hubbub/sdk'
import { Link } from 'wouter'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { Patterns } from './patterns-list.tsx'
import { StateBadge, StateDetail, Success } from './state.tsx'

const SHOWN_PATTERNS = 4

/** One webhook in the list; all of the row leads to it. */
export function WebhookRow({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t, common } = useStrings()
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 px-4 py-3.5 hover:bg-sunken/60 sm:px-5 lg:grid-cols-[minmax(0,1fr)_14rem_9rem_7rem] lg:items-center">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
        <Link
          href={`/webhooks/${webhook.id}`}
          className="flex min-h-11 items-center font-medium after:absolute after:inset-0 md:min-h-0"
        >
          <bdi className="wrap-anywhere">{withVisibleControls(webhook.url)}</bdi>
        </Link>
        {webhook.description && (
          <div className="text-muted text-sm">
            <UserText text={webhook.description} line />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Patterns patterns={webhook.events} limit={SHOWN_PATTERNS} />
          <span className="text-muted text-xs">{t.form.formats[webhook.format].name}</span>
        </div>
      </div>
      <div className="grid justify-items-start gap-1 text-sm">
        <StateBadge webhook={webhook} />
        <span className="text-muted empty:hidden">
          <StateDetail webhook={webhook} />
        </span>
      </div>
      <dl className="contents text-sm">
        <div className="flex justify-between gap-3 lg:grid lg:gap-0.5">
          <dt className="text-muted lg:text-xs">{t.facts.success}</dt>
          <dd>
            <Success rate={webhook.successRate} />
          </dd>
        </div>
        <div className="flex justify-between gap-3 lg:grid lg:gap-0.5">
          <dt className="text-muted lg:text-xs">{t.facts.lastDelivery}</dt>
          <dd>{webhook.lastDeliveryAt === null ? common.never : <Time at={webhook.lastDeliveryAt} look="ago" />}</dd>
        </div>
      </dl>
    </li>
  )
}
