import type { DeliveryDetail, Endpoint, LogEntry } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { withVisibleControls } from '../../../lib/hostile-text.ts'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Facts } from '../../../ui/card.tsx'
import { Code } from '../../../ui/code.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { readable } from '../form/type-sample.tsx'
import { REFRESH_MS } from '../queries.ts'
import { Answer, OutcomeBadge } from './answer.tsx'

const CONTENT_TYPES = {
  standard: 'application/json',
  flat: 'application/json',
  cloudevents: 'application/cloudevents+json',
  raw: 'application/json',
} as const

/** Request and answer of a try, beside each other where there is room, and the other tries of its delivery. */
export function LogDetail({ entry, webhook }: { entry: LogEntry; webhook: Endpoint }) {
  const { delivery: t } = useStrings().webhooks
  const client = useClient()
  const query = useQuery<DeliveryDetail>({
    queryKey: ['deliveries', entry.deliveryId],
    queryFn: ({ signal }) => client.getDelivery(entry.deliveryId, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? REFRESH_MS : false),
  })
  return (
    <div className="grid gap-5 border-line border-t bg-ground/60 px-4 py-4 sm:px-5">
      <div className="grid min-w-0 items-start gap-5 lg:grid-cols-2">
        <section aria-label={t.request} className="grid min-w-0 gap-3">
          <h3 className="font-semibold text-sm">{t.request}</h3>
          <Request entry={entry} webhook={webhook} />
        </section>
        <section aria-label={t.answer} className="grid min-w-0 gap-3">
          <h3 className="font-semibold text-sm">{t.answer}</h3>
          <Answer attempt={entry} />
        </section>
      </div>
      <QueryView query={query} lines={2}>
        {(delivery) => <Timeline delivery={delivery} current={entry.id} />}
      </QueryView>
    </div>
  )
}

function Request({ entry, webhook }: { entry: LogEntry; webhook: Endpoint }) {
  const { delivery: t } = useStrings().webhooks
  const headers = [
    `content-type: ${CONTENT_TYPES[webhook.format]}`,
    `webhook-id: ${entry.deliveryId}`,
    `webhook-timestamp: ${Math.floor(Date.parse(entry.startedAt) / 1000)}`,
    `x-webhook-event: ${entry.event ?? ''}`,
  ].join('\n')
  return (
    <>
      <Facts
        items={[
          [
            'POST',
            <bdi key="url" className="wrap-anywhere">
              {withVisibleControls(webhook.url)}
            </bdi>,
          ],
          [
            t.event,
            <Link key="event" href={`/events/${entry.eventId}`} className="text-accent-strong underline">
              {t.openEvent}
            </Link>,
          ],
          [
            t.delivery,
            <code key="delivery" className="text-xs">
              {entry.deliveryId}
            </code>,
          ],
        ]}
      />
      <Code label={t.requestHeaders} value={headers} fileName="headers.txt" />
      {entry.requestBody === null ? (
        <p className="text-muted text-sm">{t.requestGone}</p>
      ) : (
        <Code label={t.requestBody} value={readable(entry.requestBody)} fileName={`${entry.deliveryId}.json`} />
      )}
      <p className="text-muted text-xs">{t.requestNote}</p>
    </>
  )
}

function Timeline({ delivery, current }: { delivery: DeliveryDetail; current: string }) {
  const { webhooks, common } = useStrings()
  const t = webhooks.delivery
  const format = useFormat()
  const client = useClient()
  const mayChange = useMayChange()
  const retry = useAction({
    run: () => client.retryDelivery(delivery.id),
    done: t.retryQueued,
    stale: [['deliveries'], ['webhooks']],
  })
  const pending = delivery.status === 'pending'
  return (
    <section aria-label={t.timeline} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold text-sm">
          {t.timeline} · <span className="font-normal text-muted">{common.deliveryStatus[delivery.status]}</span>
        </h3>
        <Button
          icon="retry"
          disabled={!mayChange || pending}
          title={mayChange ? (pending ? t.retryPending : undefined) : common.readOnly}
          busy={retry.isPending}
          onClick={() => retry.mutate(undefined)}
        >
          {t.retryOne}
        </Button>
      </div>
      <ol className="grid gap-2 border-line border-l-2 pl-4 text-sm">
        {delivery.attempts.map((attempt) => (
          <li
            key={attempt.id}
            aria-current={attempt.id === current ? 'true' : undefined}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 aria-[current]:font-medium"
          >
            <span className="tabular-nums">{t.attempt(format.number(attempt.number))}</span>
            <OutcomeBadge outcome={attempt.outcome} />
            <span className="tabular-nums">{attempt.statusCode ?? t.noAnswer}</span>
            <span className="text-muted tabular-nums">{format.duration(attempt.durationMs)}</span>
            <span className="text-muted">
              <Time at={attempt.startedAt} />
            </span>
          </li>
        ))}
        {pending && delivery.nextAttemptAt !== null && (
          <li className="text-muted">
            {t.next}: <Time at={delivery.nextAttemptAt} />
          </li>
        )}
      </ol>
    </section>
  )
}
