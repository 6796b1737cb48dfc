import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import type { Said as SaidText } from '../../../strings/sentences.ts'
import { Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { Said, saidOf } from '../../../ui/said.tsx'

interface Run {
  readonly done: number
  readonly refused: readonly SaidText[]
  readonly state: 'running' | 'finished' | 'stopped'
}

/** So many reasons are shown. */
const REASONS = 3

/** Sends deliveries again, one after the other: says how many first, then how far it is. */
export function RetryMany({
  deliveries,
  onDone,
  onClose,
}: {
  deliveries: readonly string[]
  onDone: () => void
  onClose: () => void
}) {
  const { webhooks, common } = useStrings()
  const t = webhooks.delivery.retryMany
  const client = useClient()
  const queries = useQueryClient()
  const format = useFormat()
  const [run, setRun] = useState<Run>()
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])

  const start = async () => {
    const controller = new AbortController()
    abort.current = controller
    let progress: Run = { done: 0, refused: [], state: 'running' }
    const tell = (changes: Partial<Run>) => {
      progress = { ...progress, ...changes }
      setRun(progress)
    }
    tell({})
    for (const id of deliveries) {
      if (controller.signal.aborted) break
      try {
        await client.retryDelivery(id)
        tell({ done: progress.done + 1 })
      } catch (error) {
        tell({ refused: [...progress.refused, saidOf(error)] })
      }
    }
    tell({ state: controller.signal.aborted ? 'stopped' : 'finished' })
    void queries.invalidateQueries({ queryKey: ['webhooks'] })
    void queries.invalidateQueries({ queryKey: ['deliveries'] })
    onDone()
  }

  const total = format.number(deliveries.length)
  const running = run?.state === 'running'
  return (
    <Dialog
      open
      title={t.title}
      onClose={() => running || onClose()}
      footer={
        run === undefined ? (
          <>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button kind="primary" onClick={() => void start()}>
              {t.action(total)}
            </Button>
          </>
        ) : running ? (
          <Button onClick={() => abort.current?.abort()}>{t.cancel}</Button>
        ) : (
          <Button kind="primary" onClick={onClose}>
            {common.close}
          </Button>
        )
      }
    >
      {run === undefined && <p>{t.question(total)}</p>}
      {run && <Progress label={t.progress} done={run.done + run.refused.length} total={deliveries.length} />}
      <div aria-live="polite" className="grid gap-3">
        {run?.state === 'finished' && run.done > 0 && <Notice tone="ok">{t.done(format.number(run.done))}</Notice>}
        {run?.state === 'stopped' && <Notice tone="info">{t.stopped(format.number(run.done), total)}</Notice>}
        {run && !running && run.refused.length > 0 && (
          <Notice tone="warn">
            <p>{t.refused(format.number(run.refused.length))}</p>
            <ul className="list-disc pl-5">
              {[...new Map(run.refused.map((said) => [said.detail, said])).values()].slice(0, REASONS).map((said) => (
                <li key={said.detail} className="wrap-anywhere">
                  <Said of={said} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
