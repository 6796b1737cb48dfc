import type { EventDetail } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { CurlDialog } from './curl-dialog.tsx'
import { SendDialog } from './send-dialog.tsx'

/** What can be done with an event. */
export function Actions({ event }: { event: EventDetail }) {
  const { common, events } = useStrings()
  const t = events.actions
  const client = useClient()
  const mayChange = useMayChange()
  const [shown, setShown] = useState<'curl' | 'send'>()
  const stale = [['events', 'one', event.id], ['deliveries'], ['overview']]
  const retry = useAction({ run: () => client.retryEvent(event.id), done: t.retried, stale })
  const mark = useAction({ run: () => client.markEventProcessed(event.id), done: t.marked, stale })
  const pending = event.status === 'pending'
  const why = (reason: string | undefined) => (mayChange ? reason : common.readOnly)
  return (
    <div className="grid gap-2">
      <div className="grid grid-cols-2 gap-2 *:px-2.5 sm:flex sm:flex-wrap">
        <Button
          icon="retry"
          busy={retry.isPending}
          disabled={!mayChange || pending}
          title={why(pending ? t.retryPending : t.retryHint)}
          onClick={() => retry.mutate(undefined)}
        >
          {t.retry}
        </Button>
        <Button icon="send" disabled={!mayChange} title={why(undefined)} onClick={() => setShown('send')}>
          {t.send}
        </Button>
        <Button
          icon="check"
          busy={mark.isPending}
          disabled={!mayChange || event.processed}
          title={why(event.processed ? t.isMarked : undefined)}
          onClick={() => mark.mutate(undefined)}
        >
          {event.processed ? t.marked : t.mark}
        </Button>
        <Button icon="copy" onClick={() => setShown('curl')}>
          {t.curl}
        </Button>
      </div>
      {!mayChange && <p className="text-muted text-sm">{common.readOnly}</p>}
      {shown === 'curl' && <CurlDialog event={event} onClose={() => setShown(undefined)} />}
      {shown === 'send' && <SendDialog event={event} onClose={() => setShown(undefined)} />}
    </div>
  )
}
