import type { Endpoint, Replay } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Facts } from '../../../ui/card.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { Patterns } from '../patterns-list.tsx'
import { faultOf, type RangeFault, type RangeValues, type Selection, selectionOf, toLocal } from './range.ts'
import { RangeForm } from './range-form.tsx'
import { ReplayProgress } from './replay-progress.tsx'

const DAY_MS = 86_400_000
/** The hub counts no further. */
const COUNTED_UP_TO = 100_000

/** Replaying a range: what, then how many, then how far it is. Closing it leaves the replay running. */
export function ReplayDialog({
  webhook,
  preset,
  onClose,
}: {
  webhook: Endpoint
  preset?: { readonly since: string; readonly status: RangeValues['status'] }
  onClose: () => void
}) {
  const { webhooks, common } = useStrings()
  const t = webhooks.replay
  const client = useClient()
  const [values, setValues] = useState<RangeValues>(() => ({
    since: toLocal(preset ? new Date(preset.since) : new Date(Date.now() - DAY_MS)),
    until: '',
    status: preset?.status ?? 'all',
    some: false,
    events: [],
  }))
  const [fault, setFault] = useState<RangeFault>()
  const [started, setStarted] = useState<Replay>()
  const count = useAction({
    run: async (selection: Selection) => {
      const answer = await client.replayWebhook(webhook.id, { ...selection, dryRun: true })
      return { selection, count: answer.count }
    },
    quiet: true,
  })
  const start = useAction({
    run: async (selection: Selection) => {
      const answer = await client.replayWebhook(webhook.id, selection)
      return 'id' in answer ? answer : undefined
    },
    stale: [['webhooks']],
    quiet: true,
    onDone: setStarted,
  })
  const ask = () => {
    const found = faultOf(values)
    setFault(found)
    if (found === undefined) count.mutate(selectionOf(values, new Date()))
  }
  const counted = count.data
  const busy = count.isPending || start.isPending
  const buttons = () => {
    if (started)
      return (
        <Button kind="primary" onClick={onClose}>
          {common.close}
        </Button>
      )
    if (counted && counted.count > 0)
      return (
        <>
          <Button onClick={() => count.reset()} disabled={busy}>
            {t.change}
          </Button>
          <Button kind="primary" icon="retry" busy={busy} onClick={() => start.mutate(counted.selection)}>
            <StartLabel count={counted.count} />
          </Button>
        </>
      )
    return (
      <>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button kind="primary" busy={busy} onClick={ask}>
          {count.isPending ? t.counting : t.count}
        </Button>
      </>
    )
  }
  return (
    <Dialog open wide title={t.title} onClose={onClose} footer={buttons()}>
      {started ? (
        <>
          <p className="text-sm">{t.started}</p>
          {webhook.state === 'paused' && <Notice tone="info">{t.paused}</Notice>}
          <ReplayProgress replay={started} />
        </>
      ) : (
        <>
          <div aria-live="polite">{counted && <Counted count={counted.count} />}</div>
          {counted && counted.count > 0 ? (
            <Chosen selection={counted.selection} />
          ) : (
            <>
              {!counted && <p className="text-muted text-sm">{t.intro}</p>}
              <RangeForm
                webhook={webhook}
                values={values}
                fault={fault}
                disabled={busy}
                onChange={(changes) => {
                  count.reset()
                  setFault(undefined)
                  setValues({ ...values, ...changes })
                }}
              />
            </>
          )}
          {(start.error ?? count.error) && <ErrorNote error={start.error ?? count.error} />}
        </>
      )}
    </Dialog>
  )
}

function StartLabel({ count }: { count: number }) {
  const { replay: t } = useStrings().webhooks
  const format = useFormat()
  return count < COUNTED_UP_TO ? t.ask(format.number(count)) : t.askMany
}

function Chosen({ selection: { since, until, status, events } }: { selection: Selection }) {
  const { replay: t } = useStrings().webhooks
  return (
    <Facts
      items={[
        [t.since, <Time key="since" at={since} />],
        [t.until, <Time key="until" at={until} />],
        [t.status, t.statuses[status].name],
        [t.types, events ? <Patterns key="types" patterns={events} /> : t.typesAll],
      ]}
    />
  )
}

function Counted({ count }: { count: number }) {
  const { replay: t } = useStrings().webhooks
  const format = useFormat()
  if (count === 0) return <Notice tone="info">{t.nothing}</Notice>
  return (
    <Notice tone="accent">
      <p className="font-semibold">
        {count < COUNTED_UP_TO ? t.counted(format.number(count)) : t.countedMany(format.number(COUNTED_UP_TO))}
      </p>
      <p>{t.beforeFilter}</p>
    </Notice>
  )
}
