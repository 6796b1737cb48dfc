import type { Endpoint } from '@hubbub/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { useClient } from '../../api/session.tsx'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/states.tsx'

/** Asks before a webhook is deleted, and says what is lost with it. */
export function DeleteWebhook({ webhook, onClose }: { webhook: Endpoint; onClose: () => void }) {
  const { delete: t } = useStrings().webhooks
  const client = useClient()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const remove = useAction({
    run: () => client.deleteWebhook(webhook.id),
    done: t.done,
    stale: [['webhooks', 'list'], ['overview']],
    quiet: true,
    onDone: () => {
      navigate('/webhooks')
      queries.removeQueries({ queryKey: ['webhooks', webhook.id] })
    },
  })
  return (
    <Confirm
      open
      onClose={onClose}
      onConfirm={() => remove.mutate(undefined)}
      busy={remove.isPending}
      title={t.title}
      action={t.action}
    >
      <p className="rounded-lg bg-sunken px-3 py-2 font-medium">
        <bdi className="wrap-anywhere">{withVisibleControls(webhook.url)}</bdi>
      </p>
      <ul className="grid list-disc gap-1 pl-5 text-sm">
        {t.lost.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p className="text-sm">{t.kept}</p>
      {remove.error && <ErrorNote error={remove.error} />}
    </Confirm>
  )
}
