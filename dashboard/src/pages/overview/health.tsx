import type { Overview } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { useCauseTitle } from './names.ts'

type State = 'ok' | 'warning' | 'critical' | 'none'

const TONES: Readonly<Record<State, Tone>> = { ok: 'ok', warning: 'warn', critical: 'bad', none: 'neutral' }
/** Of each part; the page concerned lists the rest. */
const SHOWN = 3
const CRITICAL = ['disconnected', 'token_expired', 'disabled']

interface Problem {
  readonly id: string
  readonly what: ReactNode
  readonly text: string
  /** In the hub's own words. */
  readonly detail: string
  readonly href: string
}

/** Whether all is well, in a line each; below a line what is wrong with it, and the way to mend it. */
export function Health({ overview }: { overview: Overview }) {
  const { health: t } = useStrings().overview
  const format = useFormat()
  const causeOf = useCauseTitle()
  const { status, accounts, endpoints, queue, rejections } = overview
  const numbers = (...parts: readonly (readonly [(count: string) => string, number])[]) =>
    parts.flatMap(([text, count]) => (count > 0 ? [text(format.number(count))] : [])).join(' · ')
  const worst = (problems: readonly { code: string }[]): State =>
    problems.some(({ code }) => CRITICAL.includes(code)) ? 'critical' : problems.length > 0 ? 'warning' : 'ok'
  const waiting = queue.process.depth + queue.deliver.depth + queue.send.depth
  const oldest = Math.max(queue.process.oldestDueSeconds, queue.deliver.oldestDueSeconds, queue.send.oldestDueSeconds)
  const refused = rejections.topCause
  return (
    <Card>
      <p role="status" className="flex items-center gap-2.5 font-semibold text-base">
        <span className={{ ok: 'text-ok', warning: 'text-warn', critical: 'text-bad' }[status]}>
          <Icon name={status === 'ok' ? 'check' : 'warning'} size={22} />
        </span>
        {t[status]}
      </p>
      <ul className="mt-2 -mb-2 grid">
        <Part
          name={t.parts.accounts}
          href={accounts.total === 0 ? '/accounts/connect' : '/accounts'}
          state={accounts.total === 0 ? 'none' : worst(accounts.problems)}
          text={
            numbers(
              [t.connected, accounts.connected],
              [t.discovered, accounts.discovered],
              [t.disconnected, accounts.disconnected],
            ) || t.noAccounts
          }
          problems={accounts.problems.map(({ accountId, platform, name, code, detail }) => ({
            id: accountId + code,
            what: (
              <span className="flex min-w-0 items-center gap-2 font-medium">
                <PlatformMark platform={platform} />
                <UserText text={name} line />
              </span>
            ),
            text: t.accountProblems[code],
            detail,
            href: `/accounts/${accountId}`,
          }))}
        />
        <Part
          name={t.parts.endpoints}
          href={endpoints.total === 0 ? '/webhooks/new' : '/webhooks'}
          state={endpoints.total === 0 ? 'none' : worst(endpoints.problems)}
          text={
            numbers(
              [t.enabled, endpoints.enabled],
              [t.failing, endpoints.failing],
              [t.paused, endpoints.paused],
              [t.disabled, endpoints.disabled],
            ) || t.noEndpoints
          }
          problems={endpoints.problems.map(({ endpointId, url, code, detail }) => ({
            id: endpointId,
            what: (
              <span className="min-w-0 font-medium">
                <UserText text={url} line />
              </span>
            ),
            text: t.endpointProblems[code],
            detail,
            href: `/webhooks/${endpointId}`,
          }))}
        />
        <Part
          name={t.parts.queue}
          href="/events?status=pending"
          state={queue.state === 'ok' ? 'ok' : queue.state === 'slow' ? 'warning' : 'critical'}
          text={
            waiting === 0
              ? t.idle
              : [
                  t.waiting(
                    format.number(queue.process.depth),
                    format.number(queue.deliver.depth),
                    format.number(queue.send.depth),
                  ),
                  ...(oldest >= 1 ? [t.oldest(format.duration(oldest * 1000))] : []),
                ].join(', ')
          }
          problems={
            queue.problem
              ? [
                  {
                    id: queue.problem.code,
                    what: null,
                    text: t.queueProblems[queue.problem.code],
                    detail: queue.problem.detail,
                    href: '/settings',
                  },
                ]
              : []
          }
        />
        {refused && (
          <Part
            name={t.parts.rejections}
            href="/rejections"
            state="warning"
            text={`${t.refused(format.number(rejections.lastHour))} · ${t.most(causeOf(refused.cause))}`}
            problems={[]}
          />
        )}
      </ul>
    </Card>
  )
}

function Part({
  name,
  href,
  state,
  text,
  problems,
}: {
  name: string
  href: string
  state: State
  text: string
  problems: readonly Problem[]
}) {
  const { overview } = useStrings()
  const t = overview.health
  const format = useFormat()
  const more = problems.length - SHOWN
  return (
    <li className="border-line border-t first:border-t-0">
      <Link
        href={href}
        className="-mx-2 grid min-h-11 grid-cols-[1fr_auto] items-center gap-x-3 rounded-lg px-2 py-1.5 text-sm hover:bg-sunken sm:grid-cols-[9rem_1fr_auto]"
      >
        <span className="font-medium">{name}</span>
        <span className="order-last col-span-2 text-muted tabular-nums sm:order-none sm:col-span-1">{text}</span>
        <Badge tone={TONES[state]}>{t.states[state]}</Badge>
      </Link>
      {problems.length > 0 && (
        <ul className="mb-3 grid gap-2 sm:ml-36">
          {problems.slice(0, SHOWN).map(({ id, what, text: said, detail, href: there }) => (
            <li key={id} className="grid gap-x-4 rounded-lg bg-sunken px-3 py-2 text-sm sm:grid-cols-[1fr_auto]">
              <div className="min-w-0">
                {what}
                <p>{said}</p>
                <p className="text-muted text-xs wrap-anywhere">{detail}</p>
              </div>
              <Link
                href={there}
                className="inline-flex min-h-11 items-center self-center font-medium text-accent-strong hover:underline md:min-h-9"
              >
                {t.mend}
              </Link>
            </li>
          ))}
          {more > 0 && (
            <li>
              <Link
                href={href}
                className="inline-flex min-h-11 items-center text-accent-strong text-sm hover:underline"
              >
                {t.moreProblems(format.number(more))}
              </Link>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
