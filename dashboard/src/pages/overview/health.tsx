import type { Overview } from '@hubbub/sdk'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { HealthPart, type HealthState } from './health-part.tsx'
import { useCauseTitle } from './names.ts'

const CRITICAL = ['disconnected', 'token_expired', 'disabled']

/** Whether all is well, in a line each; below a line what is wrong with it, and the page that helps. */
export function Health({ overview }: { overview: Overview }) {
  const { health: t } = useStrings().overview
  const format = useFormat()
  const causeOf = useCauseTitle()
  const { status, accounts, endpoints, queue, rejections } = overview
  const numbers = (...parts: readonly (readonly [(count: string) => string, number])[]) =>
    parts.flatMap(([text, count]) => (count > 0 ? [text(format.number(count))] : [])).join(' · ')
  const worst = (problems: readonly { code: string }[]): HealthState =>
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
        <HealthPart
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
          problems={accounts.problems.map(({ accountId, platform, name, code, cause, ...problem }) => ({
            id: accountId + code,
            what: (
              <span className="flex min-w-0 items-center gap-2 font-medium">
                <PlatformMark platform={platform} />
                <UserText text={name} line />
              </span>
            ),
            text: t.accountProblems[code],
            said: cause ?? { ...problem, code },
            href: `/accounts/${accountId}`,
          }))}
        />
        <HealthPart
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
          problems={endpoints.problems.map(({ endpointId, url, code, cause, ...problem }) => ({
            id: endpointId,
            what: (
              <span className="min-w-0 font-medium">
                <UserText text={url} line />
              </span>
            ),
            text: t.endpointProblems[code],
            said: cause ?? { ...problem, code },
            href: `/webhooks/${endpointId}`,
          }))}
        />
        <HealthPart
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
                    said: queue.problem,
                    href: '/settings',
                  },
                ]
              : []
          }
        />
        {refused && (
          <HealthPart
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
