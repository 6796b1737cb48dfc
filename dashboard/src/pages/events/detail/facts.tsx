import type { EventDetail } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Card, Facts } from '../../../ui/card.tsx'
import { CopyButton } from '../../../ui/copy.tsx'
import { Time } from '../../../ui/time.tsx'
import { senderOf } from './content.ts'
import { Named } from './named.tsx'

/** When, where, who. */
export function FactCard({ event }: { event: EventDetail }) {
  const { events } = useStrings()
  const t = events.detail
  const format = useFormat()
  const { account, handledAt, conversationKey } = event
  const sender = senderOf(event.data, event.senderId)
  const facts: (readonly [string, ReactNode])[] = [
    [t.received, <Time key="received" at={event.receivedAt} />],
    [t.happened, <Time key="happened" at={event.occurredAt} />],
    [
      t.account,
      account ? (
        <Link key="account" href={`/accounts/${account.id}`} className="text-accent underline underline-offset-2">
          <Named text={account.username ?? account.externalId} />
        </Link>
      ) : (
        events.list.noAccount
      ),
    ],
  ]
  if (sender) {
    const [best = '', ...others] = [sender.name, sender.username && `@${sender.username}`, sender.id].filter(
      (each) => each !== undefined && each !== '',
    )
    facts.push([
      t.sender,
      <span key="sender">
        <Named text={best} />
        {others.length > 0 && (
          <span className="text-muted">
            {' '}
            <Named text={others.join(' · ')} />
          </span>
        )}
      </span>,
    ])
  }
  if (conversationKey !== null && conversationKey !== sender?.id)
    facts.push([t.conversation, <Named key="conversation" text={conversationKey} />])
  if (handledAt !== null) facts.push([t.handledAt, <Time key="handled" at={handledAt} />])
  if (event.attempts > 0) facts.push([t.attempts, t.attemptsSoFar(format.number(event.attempts))])
  facts.push([
    t.id,
    <span key="id" className="-my-2 flex items-center gap-1">
      <code className="text-[0.8125rem] wrap-anywhere">{event.id}</code>
      <CopyButton text={event.id} />
    </span>,
  ])
  return (
    <Card title={t.facts}>
      <Facts items={facts} />
    </Card>
  )
}
