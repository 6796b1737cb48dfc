import type { EventDetail } from '@hubbub/sdk'
import { useState } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Card } from '../../../ui/card.tsx'
import { Code } from '../../../ui/code.tsx'
import { Tabs } from '../../../ui/tabs.tsx'

/** What the event carries: as applications get it, and as the platform sent it. Only the one in sight is rendered. */
export function Payload({ event }: { event: EventDetail }) {
  const t = useStrings().events.detail
  const [shown, setShown] = useState<'data' | 'raw'>('data')
  return (
    <Card title={t.payload}>
      <Tabs
        label={t.payload}
        tabs={[
          { id: 'data', label: t.normalised },
          { id: 'raw', label: t.raw },
        ]}
        selected={shown}
        onSelect={setShown}
      >
        {shown === 'data' ? (
          <Code label={t.normalisedLabel} value={event.data} fileName={`${event.id}.json`} />
        ) : (
          <Code label={t.rawLabel} value={event.raw} fileName={`${event.id}-raw.json`} />
        )}
      </Tabs>
    </Card>
  )
}
