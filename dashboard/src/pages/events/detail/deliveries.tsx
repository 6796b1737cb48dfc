import type { Delivery, Endpoint, EventDetail } from '@hubbub/sdk'
import { useId, useState } from 'react'
import { Link } from 'wouter'
import { useAllWebhooks } from '../../../api/lists.ts'
import { useFormat } from '../../../lib/format.ts'
import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Time } from '../../../ui/time.tsx'
import { DELIVERY_TONES } from '../status.ts'
import { DeliveryDetailView } from './delivery-detail.tsx'
import { NoDelivery } from './no-delivery.tsx'

const NAME_CHARS = 200
/** The hub gives no more with an event. */
const GIVEN = 200

/** Where the event went, and what came of it; or why it went nowhere. */
export function Deliveries({ event }: { event: EventDetail }) {
  const t = useStrings().events.deliveries
  const format = useFormat()
  const endpoints = useAllWebhooks()
  const { deliveries } = event
  const title = deliveries.length === 0 ? t.title : t.count(format.number(deliveries.length))
  return (
    <Card title={title} flush={deliveries.length > 0}>
      {deliveries.length === 0 ? (
        <NoDelivery event={event} endpoints={endpoints} />
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {deliveries.map((delivery) => (
            <DeliveryLine
              key={delivery.id}
              delivery={delivery}
              event={event}
              endpoint={endpoints.data?.rows.find(({ id }) => id === delivery.endpointId)}
              known={endpoints.data !== undefined}
              open={deliveries.length === 1 && delivery.status === 'failed'}
            />
          ))}
        </ul>
      )}
      {deliveries.length >= GIVEN && <p className="p-4 text-muted text-sm">{t.newest(format.number(GIVEN))}</p>}
    </Card>
  )
}

interface LineProps {
  readonly delivery: Delivery
  readonly event: EventDetail
  readonly endpoint: Endpoint | undefined
  /** The webhooks are loaded: one that is not among them is gone. */
  readonly known: boolean
  readonly open: boolean
}

function DeliveryLine({ delivery, event, endpoint, known, open }: LineProps) {
  const { common, events } = useStrings()
  const t = events.deliveries
  const id = useId()
  const [shown, setShown] = useState(open)
  const name = endpoint ? endpoint.description || endpoint.url : known ? t.goneWebhook : delivery.endpointId
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
        className="flex min-h-12 w-full cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-left text-sm -outline-offset-2 hover:bg-sunken sm:px-5"
      >
        <span className={shown ? 'rotate-90' : ''}>
          <Icon name="forward" size={14} />
        </span>
        <bdi className="min-w-40 flex-1 wrap-anywhere">{withVisibleControls(shorten(name, NAME_CHARS))}</bdi>
        {delivery.statusCode !== null && <span className="font-mono text-[0.8125rem]">{delivery.statusCode}</span>}
        <span className="text-muted">{t.tries(delivery.attemptCount)}</span>
        <Badge tone={DELIVERY_TONES[delivery.status]}>{common.deliveryStatus[delivery.status]}</Badge>
      </button>
      <div id={id} hidden={!shown} className="min-w-0 px-4 pt-2 pb-4 sm:px-5">
        {shown && (
          <>
            {endpoint && (
              <p className="mb-3 text-sm wrap-anywhere">
                <Link href={`/webhooks/${endpoint.id}`} className="text-accent underline underline-offset-2">
                  {t.openWebhook}
                </Link>{' '}
                <bdi className="text-muted">{withVisibleControls(shorten(endpoint.url, NAME_CHARS))}</bdi>
              </p>
            )}
            {delivery.nextAttemptAt !== null && delivery.attemptCount > 0 && (
              <p className="mb-3 text-sm">
                {t.nextTry}: <Time at={delivery.nextAttemptAt} />
              </p>
            )}
            <DeliveryDetailView delivery={delivery} event={event} url={endpoint?.url} />
          </>
        )}
      </div>
    </li>
  )
}
