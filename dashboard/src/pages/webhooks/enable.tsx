import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { ReplayDialog } from './replay/replay-dialog.tsx'
import { DisabledReason } from './state.tsx'

/** Enables a webhook that the hub disabled; what it missed can be replayed right after. */
export function EnableWebhook({ webhook, onClose }: { webhook: Endpoint; onClose: () => void }) {
  const { webhooks: t, common } = useStrings()
  const client = useClient()
  // The hub forgets it when the webhook is enabled.
  const [before] = useState(webhook)
  const { disabledAt, disabledReason } = before
  const enable = useAction({
    run: (_replay: boolean) => client.enableWebhook(webhook.id),
    done: t.enable.done,
    stale: [['webhooks'], ['overview']],
    quiet: true,
    onDone: (_enabled, replay) => replay || onClose(),
  })
  if (enable.data && enable.variables && disabledAt !== null)
    return <ReplayDialog webhook={enable.data} preset={{ since: disabledAt, status: 'missing' }} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.enable.title}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button busy={enable.isPending} onClick={() => enable.mutate(false)}>
            {t.enable.only}
          </Button>
          {disabledAt !== null && (
            <Button kind="primary" busy={enable.isPending} onClick={() => enable.mutate(true)}>
              {t.enable.andReplay}
            </Button>
          )}
        </>
      }
    >
      <p>{t.enable.meaning}</p>
      <Facts
        items={[
          ...(disabledAt === null ? [] : [[t.disabledAt, <Time key="at" at={disabledAt} />] as const]),
          ...(disabledReason === null
            ? []
            : [[t.facts.reason, <DisabledReason key="why" webhook={before} />] as const]),
        ]}
      />
      <p className="text-sm">{t.enable.missed}</p>
      {enable.error && <ErrorNote error={enable.error} />}
    </Dialog>
  )
}
