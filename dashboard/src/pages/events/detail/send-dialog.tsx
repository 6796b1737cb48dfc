import type { Delivery, Endpoint, EventDetail } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAllWebhooks } from '../../../api/lists.ts'
import { useClient } from '../../../api/session.tsx'
import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Button, LinkButton, Spinner } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { Empty, ErrorNote, QueryView } from '../../../ui/states.tsx'
import { AttemptView } from './attempt.tsx'

const LABEL_CHARS = 80
const ASK_MS = 600
/** After this long the answer is not waited for in the dialog. */
const PATIENCE_MS = 35_000

/** Sends the event to a webhook of one's choice, and shows what that answered. */
export function SendDialog({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const { common, events } = useStrings()
  const t = events.send
  const client = useClient()
  const endpoints = useAllWebhooks()
  const [chosen, setChosen] = useState('')
  const send = useAction({
    run: (endpointId: string) => client.sendEvent(event.id, { endpointId }),
    stale: [['events', 'one', event.id], ['deliveries']],
    quiet: true,
  })
  const ready = endpoints.data?.rows.some(({ id, state }) => id === chosen && state === 'enabled') ?? false
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t.title}
      footer={
        <>
          <Button onClick={onClose}>{common.close}</Button>
          <Button
            kind="primary"
            icon="send"
            disabled={!ready}
            busy={send.isPending}
            onClick={() => send.mutate(chosen)}
          >
            {t.action}
          </Button>
        </>
      }
    >
      <QueryView query={endpoints} lines={2}>
        {({ rows: all }) =>
          all.length === 0 ? (
            <Empty icon="webhooks" title={t.none} action={<LinkButton href="/webhooks/new">{t.add}</LinkButton>} />
          ) : (
            <SelectField
              label={t.webhook}
              hint={t.hint}
              value={chosen}
              options={[{ value: '', label: t.choose }, ...all.map((each) => optionOf(each, t))]}
              onChange={({ target }) => setChosen(target.value)}
            />
          )
        }
      </QueryView>
      {send.error && <ErrorNote error={send.error} />}
      {send.data && <Result key={`${send.data.id} ${send.submittedAt}`} delivery={send.data} eventId={event.id} />}
    </Dialog>
  )
}

function optionOf({ id, url, description, state }: Endpoint, t: ReturnType<typeof useStrings>['events']['send']) {
  const name = withVisibleControls(shorten(description ? `${description} · ${url}` : url, LABEL_CHARS))
  return {
    value: id,
    label: state === 'enabled' ? name : `${name} — ${t.notEnabled(t.states[state])}`,
    disabled: state !== 'enabled',
  }
}

/** Waits for the first try of a delivery and shows it. */
function Result({ delivery, eventId }: { delivery: Delivery; eventId: string }) {
  const t = useStrings().events.send
  const client = useClient()
  const [began] = useState(Date.now)
  const { data, error } = useQuery({
    queryKey: ['deliveries', 'sent', delivery.id, eventId],
    queryFn: ({ signal }) => client.getDelivery(delivery.id, { signal }),
    refetchInterval: ({ state }) =>
      (state.data?.attempts.length ?? 0) === 0 && Date.now() - began < PATIENCE_MS && ASK_MS,
  })
  const last = data?.attempts.toSorted((one, other) => other.number - one.number)[0]
  const slow = Date.now() - began >= PATIENCE_MS
  return (
    <div role="status" className="grid min-w-0 gap-3">
      {error && <ErrorNote error={error} />}
      {!last && !error && (
        <p className="flex items-center gap-2 text-sm">
          {!slow && <Spinner />}
          {slow ? t.slow : t.sending}
        </p>
      )}
      {last && (
        <>
          <Notice tone={last.outcome === 'success' ? 'ok' : 'bad'}>
            {{ success: t.delivered, retry: t.again, failure: t.failed }[last.outcome]}
          </Notice>
          <AttemptView attempt={last} open />
        </>
      )}
    </div>
  )
}
