import type { Account } from '@hubbub/sdk'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { CredentialsForm } from '../connect/credentials-form.tsx'
import { usePlatforms } from '../queries.ts'

/** New credentials for the same account. */
export function ReplaceCredentials({
  account,
  open,
  onClose,
}: {
  account: Account
  open: boolean
  onClose: () => void
}) {
  const { accounts: t, common } = useStrings()
  const client = useClient()
  const platforms = usePlatforms()
  const replace = useAction({
    run: (credentials: Record<string, unknown>) => client.updateAccount(account.id, { credentials }),
    done: t.actions.replaced,
    stale: [['accounts'], ['overview']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <Dialog open={open} onClose={onClose} title={t.actions.replace}>
      <p className="text-muted text-sm">{t.actions.replaceHint}</p>
      <QueryView query={platforms}>
        {({ data }) => {
          const platform = data.find(({ id }) => id === account.platform)
          return (
            platform && (
              <CredentialsForm
                platform={platform}
                submit={common.save}
                busy={replace.isPending}
                error={replace.error}
                onSubmit={(credentials) => replace.mutate(credentials)}
              />
            )
          )
        }}
      </QueryView>
    </Dialog>
  )
}
