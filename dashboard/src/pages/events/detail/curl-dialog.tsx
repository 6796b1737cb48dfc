import type { EventDetail } from '@hubbub/sdk'
import { useMemo } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Code } from '../../../ui/code.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { readCommand, sendCommand } from './curl.ts'

/** Of the reader's own application; reserved for examples. */
const PLACEHOLDER = 'https://your-app.example.com/webhooks'

/** The event as a command line, both ways: into an application, and out of the hub. */
export function CurlDialog({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const t = useStrings().events.curl
  const send = useMemo(() => sendCommand(event, PLACEHOLDER), [event])
  return (
    <Dialog open wide onClose={onClose} title={t.title}>
      <section className="grid min-w-0 gap-2">
        <h3 className="font-medium">{t.send}</h3>
        <p className="text-muted text-sm">{t.sendHint}</p>
        <Code label={t.send} value={send} fileName={`${event.id}.sh`} />
      </section>
      <section className="grid min-w-0 gap-2">
        <h3 className="font-medium">{t.read}</h3>
        <p className="text-muted text-sm">{t.readHint}</p>
        <Code label={t.read} value={readCommand(event.id, location.origin)} />
      </section>
    </Dialog>
  )
}
