import type { Replay } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { ErrorNote } from '../../../ui/states.tsx'

/** A replay is looked after more often than a list. */
const LOOK_MS = 1000

/** How far a replay is, and a way to cancel it. */
export function ReplayProgress({ replay }: { replay: Replay }) {
  const { webhooks, common } = useStrings()
  const t = webhooks.replay
  const client = useClient()
  const mayChange = useMayChange()
  const format = useFormat()
  const query = useQuery<Replay>({
    queryKey: ['webhooks', replay.endpointId, 'replay', replay.id],
    queryFn: ({ signal }) => client.getReplay(replay.endpointId, replay.id, { signal }),
    initialData: replay,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  })
  const cancel = useAction({
    run: () => client.cancelReplay(replay.endpointId, replay.id),
    done: t.cancelled,
    stale: [['webhooks', replay.endpointId]],
  })
  const { state, queued, count } = query.data
  const left = Math.max(0, count - queued)
  return (
    <div className="grid gap-3">
      {state !== 'completed' && <Progress label={t.progress} done={queued} total={count} />}
      <div aria-live="polite" className="text-sm">
        {state === 'completed' && (
          <p>
            {t.result(format.number(queued))} {left > 0 && t.resultLeft(format.number(left))}
          </p>
        )}
        {state === 'cancelled' && <p>{t.resultCancelled(format.number(queued), format.number(count))}</p>}
      </div>
      {state === 'running' && (
        <div>
          <Button
            icon="close"
            disabled={!mayChange}
            title={mayChange ? undefined : common.readOnly}
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined)}
          >
            {t.cancel}
          </Button>
        </div>
      )}
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
    </div>
  )
}
