import type { Delivery, DeliveryDetail, EventDetail } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Code } from '../../../ui/code.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { AttemptView, headerLines } from './attempt.tsx'

interface DeliveryProps {
  readonly delivery: Delivery
  readonly event: EventDetail
  readonly url: string | undefined
}

/** The tries of a delivery and what was sent. */
export function DeliveryDetailView({ delivery, event, url }: DeliveryProps) {
  const { common, events } = useStrings()
  const t = events.deliveries
  const client = useClient()
  const mayChange = useMayChange()
  const [shown, setShown] = useState<'attempts' | 'request'>('attempts')
  const query = useQuery<DeliveryDetail>({
    // Asked for again with each of its changes, which the event tells.
    queryKey: ['deliveries', delivery.id, delivery.attemptCount, delivery.status],
    queryFn: ({ signal }) => client.getDelivery(delivery.id, { signal }),
    placeholderData: (before) => (before?.id === delivery.id ? before : undefined),
    gcTime: 10_000,
  })
  const retry = useAction({
    run: () => client.retryDelivery(delivery.id),
    done: t.retried,
    stale: [['events', 'one', event.id], ['deliveries'], ['webhooks']],
  })
  const pending = delivery.status === 'pending'
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon="retry"
          disabled={!mayChange || pending}
          busy={retry.isPending}
          title={mayChange ? undefined : common.readOnly}
          onClick={() => retry.mutate(undefined)}
        >
          {t.retry}
        </Button>
        {pending && <span className="text-muted text-sm">{t.pending}</span>}
      </div>
      <QueryView query={query} lines={2}>
        {(detail) => (
          <Tabs
            label={t.title}
            tabs={[
              { id: 'attempts', label: t.response },
              { id: 'request', label: t.request },
            ]}
            selected={shown}
            onSelect={setShown}
          >
            {shown === 'attempts' ? (
              <Attempts detail={detail} />
            ) : (
              <Request detail={detail} type={event.type} url={url} />
            )}
          </Tabs>
        )}
      </QueryView>
    </div>
  )
}

function Attempts({ detail }: { detail: DeliveryDetail }) {
  const t = useStrings().events.deliveries
  const attempts = detail.attempts.toSorted((one, other) => other.number - one.number)
  if (attempts.length === 0) return <p className="text-muted text-sm">{t.noAttempts}</p>
  return (
    <section aria-label={t.attempts} className="grid min-w-0 gap-2">
      {attempts.map((attempt, index) => (
        <AttemptView key={attempt.id} attempt={attempt} open={index === 0} />
      ))}
    </section>
  )
}

/** The request as it goes out, but for what is made of the secret. */
function Request({ detail, type, url }: { detail: DeliveryDetail; type: string; url: string | undefined }) {
  const t = useStrings().events.deliveries
  const headers = {
    'Content-Type': 'application/json',
    'Webhook-Id': detail.id,
    'Webhook-Signature': `v1,… (${t.signed})`,
    'X-Webhook-Event': type,
    'X-Webhook-Signature': `sha256=… (${t.signed})`,
  }
  return (
    <div className="grid min-w-0 gap-3 text-sm">
      {url !== undefined && <Code label={t.request} value={`POST ${url}\n${headerLines(headers)}`} />}
      {detail.requestBody === null ? (
        <p className="text-muted">{t.noRequestBody}</p>
      ) : (
        <>
          <Code label={t.requestBody} value={readable(detail.requestBody)} fileName={`${detail.id}.json`} />
          <p className="text-muted">{t.requestBodyNote}</p>
        </>
      )}
    </div>
  )
}

/** Indented, when it is JSON. */
function readable(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
