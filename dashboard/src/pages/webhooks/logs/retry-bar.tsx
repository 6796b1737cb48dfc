import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useMayChange } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { ReplayDialog } from '../replay/replay-dialog.tsx'
import { RetryMany } from './retry-many.tsx'

const DAY_MS = 86_400_000

/** Sending more than one again: those that are selected, or all that failed in a time. */
export function RetryBar({
  webhook,
  selected,
  failed,
  onSelect,
  onClear,
}: {
  webhook: Endpoint
  selected: ReadonlySet<string>
  /** Deliveries in the list that failed for good. */
  failed: readonly string[]
  onSelect: (ids: readonly string[], on: boolean) => void
  onClear: () => void
}) {
  const { webhooks, common } = useStrings()
  const t = webhooks.delivery
  const format = useFormat()
  const mayChange = useMayChange()
  // As they were when it was asked: a selection that changes meanwhile is another one.
  const [retrying, setRetrying] = useState<readonly string[]>()
  const [replaying, setReplaying] = useState(false)
  const why = mayChange ? undefined : common.readOnly
  const count = selected.size
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        icon="retry"
        disabled={!mayChange || webhook.state === 'disabled'}
        title={why ?? (webhook.state === 'disabled' ? webhooks.replay.disabled : undefined)}
        onClick={() => setReplaying(true)}
      >
        {t.retrySince}
      </Button>
      {failed.length > 0 && (
        <Button kind="ghost" disabled={!mayChange} title={why} onClick={() => onSelect(failed, true)}>
          {t.selectFailed}
        </Button>
      )}
      <span role="status" className="text-muted text-sm">
        {count > 0 && t.selected(format.number(count))}
      </span>
      {count > 0 && (
        <>
          <Button kind="primary" onClick={() => setRetrying([...selected])}>
            {t.retrySelected}
          </Button>
          <Button kind="ghost" onClick={onClear}>
            {t.clearSelection}
          </Button>
        </>
      )}
      {retrying && <RetryMany deliveries={retrying} onDone={onClear} onClose={() => setRetrying(undefined)} />}
      {replaying && (
        <ReplayDialog
          webhook={webhook}
          preset={{
            since: webhook.failingSince ?? new Date(Date.now() - DAY_MS).toISOString(),
            status: 'failed',
          }}
          onClose={() => setReplaying(false)}
        />
      )}
    </div>
  )
}
