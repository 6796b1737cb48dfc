import type { Account } from '@hubbub/sdk'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { quoted, type Said } from '../../../strings/sentences.ts'
import { Confirm } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/states.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { nameOf } from '../queries.ts'

/** Asks, tells what will happen, and disconnects. */
export function Disconnect({
  account,
  open,
  onClose,
  onLeft,
}: {
  account: Account
  open: boolean
  onClose: () => void
  /** Told why the platform may go on sending; undefined when it does not. */
  onLeft: (problem: Said | undefined) => void
}) {
  const { accounts: t } = useStrings()
  const client = useClient()
  const show = useToast()
  const disconnect = useAction({
    run: () => client.disconnectAccount(account.id),
    stale: [['accounts'], ['overview']],
    quiet: true,
    onDone({ unsubscribed, reason }) {
      onLeft(unsubscribed ? undefined : (reason ?? quoted('')))
      if (unsubscribed) show({ tone: 'ok', title: t.actions.disconnected })
      onClose()
    },
  })
  return (
    <Confirm
      open={open}
      onClose={onClose}
      onConfirm={() => disconnect.mutate(undefined)}
      busy={disconnect.isPending}
      title={t.actions.disconnectAsk(nameOf(account))}
      action={account.state === 'connected' ? t.actions.disconnect : t.actions.forget}
    >
      <ul className="grid list-disc gap-1.5 pl-5 text-sm">
        {t.actions.disconnectWhat.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {disconnect.error && <ErrorNote error={disconnect.error} />}
    </Confirm>
  )
}
