import type { Endpoint } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { useAllAccounts } from '../../api/lists.ts'
import { useFormat } from '../../lib/format.ts'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { Card, Facts } from '../../ui/card.tsx'
import { Code } from '../../ui/code.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { nameOf } from './form/account-picker.tsx'
import { Patterns } from './patterns-list.tsx'

/** How a webhook is set. */
export function Configuration({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t } = useStrings()
  const format = useFormat()
  const { accounts, retrySchedule, timeoutMs, rateLimit, filter } = webhook
  const retries = () => {
    if (retrySchedule === null) return t.hubDefault
    return retrySchedule.length === 0
      ? t.noRetries
      : retrySchedule.map((seconds) => format.duration(seconds * 1000)).join(', ')
  }
  return (
    <Card title={t.configuration}>
      <div className="grid gap-3">
        <Facts
          items={[
            [t.facts.events, <Patterns key="events" patterns={webhook.events} />],
            [t.facts.accounts, accounts === null ? t.allAccounts : <Accounts key="accounts" ids={accounts} />],
            [t.facts.format, t.form.formats[webhook.format].name],
            [t.facts.retries, retries()],
            [t.facts.timeout, timeoutMs === null ? t.hubDefault : format.duration(timeoutMs)],
            [t.facts.rateLimit, rateLimit === null ? t.noLimit : t.perSecond(format.number(rateLimit))],
            [t.facts.ordering, t.orders[webhook.ordering]],
          ]}
        />
        {filter !== null && filter !== undefined && (
          <Code label={t.facts.filter} value={filter} fileName="filter.json" />
        )}
      </div>
    </Card>
  )
}

/** By name, where the hub still knows them. */
function Accounts({ ids }: { ids: readonly string[] }): ReactNode {
  const { data } = useAllAccounts()
  return (
    <ul className="grid gap-1">
      {ids.map((id) => {
        const account = data?.rows.find((each) => each.id === id)
        return (
          <li key={id} className="flex items-center gap-2">
            {account ? (
              <>
                <PlatformMark platform={account.platform} />
                <bdi className="wrap-anywhere">{withVisibleControls(nameOf(account))}</bdi>
              </>
            ) : (
              <code className="text-xs wrap-anywhere">{id}</code>
            )}
          </li>
        )
      })}
    </ul>
  )
}
