import type { Account, Platform } from '@hubbub/sdk'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { ConnectedAccount } from './connected-account.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { Login } from './login.tsx'
import { LoginReturn } from './login-return.tsx'
import { Step } from './step.tsx'

/** Gives the hub what it needs to act for an account: by login, or by hand. */
export function CredentialsStep({
  platform,
  connectedIds,
  login,
  onConnected,
  onAgain,
}: {
  platform: Platform
  connectedIds: readonly string[]
  /** The login that somebody came back from. */
  login: string | undefined
  onConnected: (accounts: readonly Account[]) => void
  onAgain: () => void
}) {
  const guide = useStrings().accounts.guide
  const t = guide.credentials
  const client = useClient()
  const connect = useAction({
    run: (credentials: Record<string, unknown>) =>
      client.connectAccount({
        platform: platform.id as Parameters<typeof client.connectAccount>[0]['platform'],
        credentials,
      }),
    stale: [['accounts'], ['overview']],
    quiet: true,
    onDone: (account) => onConnected([account]),
  })
  const done = connectedIds.length > 0
  return (
    <Step number={2} title={t.title} done={done}>
      {done ? (
        <div className="grid gap-3">
          {connectedIds.map((id) => (
            <ConnectedAccount key={id} id={id} />
          ))}
          <div>
            <Button icon="plus" onClick={onAgain}>
              {guide.first.another}
            </Button>
          </div>
        </div>
      ) : (
        <div className="grid gap-5">
          {login !== undefined && <LoginReturn id={login} onConnected={onConnected} onAgain={onAgain} />}
          <Login platform={platform} />
          {platform.login.name !== null && <h3 className="font-medium text-sm">{t.or}</h3>}
          <CredentialsForm
            platform={platform}
            submit={t.submit}
            busy={connect.isPending}
            error={connect.error}
            onSubmit={(credentials) => connect.mutate(credentials)}
          />
        </div>
      )}
    </Step>
  )
}
