import type { Endpoint, EndpointError } from '@hubbub/sdk'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Quoted, Said } from '../../ui/said.tsx'
import { Time } from '../../ui/time.tsx'
import { causeOf } from './logs/attempt-error.ts'

/** As people speak of it: enabled, but nothing arrives, is a state of its own. */
export type Condition = 'enabled' | 'failing' | 'paused' | 'disabled'

const TONES: Readonly<Record<Condition, Tone>> = { enabled: 'ok', failing: 'warn', paused: 'neutral', disabled: 'bad' }

export function conditionOf({ state, failingSince }: Endpoint): Condition {
  return state === 'enabled' && failingSince !== null ? 'failing' : state
}

export function StateBadge({ webhook }: { webhook: Endpoint }) {
  const { states } = useStrings().webhooks
  const condition = conditionOf(webhook)
  return <Badge tone={TONES[condition]}>{states[condition]}</Badge>
}

/** Why the hub disabled it; nothing for one that is not disabled. */
export function DisabledReason({
  webhook,
}: {
  webhook: Pick<Endpoint, 'disabledCode' | 'disabledParams' | 'disabledReason'>
}) {
  const { disabledCode, disabledParams, disabledReason } = webhook
  if (disabledReason === null) return null
  return <Said of={{ code: disabledCode ?? '', params: disabledParams ?? {}, detail: disabledReason }} />
}

/** Since when it is as it is; nothing while all is well. */
export function StateDetail({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t } = useStrings()
  const format = useFormat()
  if (webhook.state === 'disabled')
    return (
      <>
        <DisabledReason webhook={webhook} />{' '}
        {webhook.disabledAt !== null && <Time at={webhook.disabledAt} look="ago" />}
      </>
    )
  if (webhook.failingSince === null) return null
  return (
    <>
      {t.failingSince} <Time at={webhook.failingSince} look="ago" />
      {webhook.failures > 0 && <> · {t.failures(format.number(webhook.failures))}</>}
    </>
  )
}

/** Why the newest failed attempt failed, and when. */
export function LastError({ error }: { error: EndpointError }) {
  const { errors } = useStrings().webhooks.delivery
  const cause = causeOf(error)
  // A newer hub, or another kind of destination, has codes that the page has no words for.
  const isUnknown = cause === undefined || cause === 'other'
  return (
    <>
      {isUnknown ? <Quoted>{error.detail}</Quoted> : errors[cause].title} · <Time at={error.at} look="ago" />
    </>
  )
}

/** The share of deliveries that arrived: a number, and a bar that says the same. */
export function Success({ rate }: { rate: number | null }) {
  const { webhooks: t } = useStrings()
  const format = useFormat()
  if (rate === null) return <span className="text-muted">{t.noDeliveries}</span>
  const colour = rate >= 0.99 ? 'bg-ok' : rate >= 0.9 ? 'bg-warn' : 'bg-bad'
  return (
    <span className="inline-flex items-center gap-2 tabular-nums">
      {format.percent(rate)}
      <span aria-hidden="true" className="h-1.5 w-16 overflow-hidden rounded-full bg-sunken">
        <span className={`block h-full ${colour}`} style={{ width: `${rate * 100}%` }} />
      </span>
    </span>
  )
}
