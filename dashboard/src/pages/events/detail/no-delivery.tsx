import type { Endpoint, EventDetail } from '@hubbub/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Some } from '../../../api/lists.ts'
import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'
import { useStrings } from '../../../strings/index.tsx'
import { LinkButton } from '../../../ui/button.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { takes } from '../../webhooks/patterns.ts'

const NAME_CHARS = 120
/** More webhooks are not gone through one by one. */
const SHOWN = 10

/** Why an event went nowhere, and what to do about it. */
export function NoDelivery({ event, endpoints }: { event: EventDetail; endpoints: UseQueryResult<Some<Endpoint>> }) {
  const t = useStrings().events.noDelivery
  if (event.status !== 'processed') return <p className="text-sm">{t[event.status]}</p>
  return (
    <QueryView query={endpoints} lines={2}>
      {({ rows: all }) => (
        <div className="grid gap-3 text-sm">
          <p>{all.length === 0 ? t.noWebhook : t.noneAsks}</p>
          {all.length > 0 && (
            <ul className="grid gap-1.5">
              {all.slice(0, SHOWN).map((endpoint) => (
                <li key={endpoint.id} className="wrap-anywhere">
                  <Link href={`/webhooks/${endpoint.id}`} className="text-accent underline underline-offset-2">
                    <bdi>{withVisibleControls(shorten(endpoint.description || endpoint.url, NAME_CHARS))}</bdi>
                  </Link>{' '}
                  <Reason endpoint={endpoint} event={event} />
                </li>
              ))}
            </ul>
          )}
          <div>
            <LinkButton href="/webhooks/new" icon="plus">
              {all.length === 0 ? t.add : t.addFor}
            </LinkButton>
          </div>
          {all.length > 0 && <p className="text-muted">{t.sendHint}</p>}
        </div>
      )}
    </QueryView>
  )
}

function Reason({ endpoint, event }: { endpoint: Endpoint; event: EventDetail }) {
  const { noDelivery, send } = useStrings().events
  const t = noDelivery.reasons
  if (endpoint.state !== 'enabled') return t.state(send.states[endpoint.state])
  if (!endpoint.events.some((pattern) => takes(pattern, event.type))) return t.type
  const { account } = event
  const own = account ? [account.id, `${account.platform}:${account.externalId}`] : []
  if (endpoint.accounts !== null && !endpoint.accounts.some((each) => own.includes(each))) return t.account
  if (endpoint.createdAt > event.receivedAt) return t.later
  return endpoint.filter === null ? t.matches : t.filter
}
