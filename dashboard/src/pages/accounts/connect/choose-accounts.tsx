import type { Account, ConnectSession } from '@hubbub/sdk'
import { type FormEvent, useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { Outside } from '../parts.tsx'
import { RefusalNote } from '../refusal.tsx'

/** Which of the accounts that a login gave access to shall be connected. */
export function ChooseAccounts({
  session,
  onConnected,
}: {
  session: ConnectSession
  onConnected: (accounts: readonly Account[]) => void
}) {
  const { choice: t } = useStrings().accounts.guide
  const client = useClient()
  const [nothing, setNothing] = useState(false)
  const choose = useAction({
    run: (accounts: string[]) => client.chooseAccounts(session.id, { accounts }),
    stale: [['accounts'], ['overview']],
    quiet: true,
    onDone: ({ accounts }) => onConnected(accounts),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = new FormData(event.currentTarget).getAll('account').map(String)
    setNothing(chosen.length === 0)
    if (chosen.length > 0) choose.mutate(chosen)
  }
  return (
    <form onSubmit={submit} className="grid gap-3 rounded-xl border border-accent p-4">
      <fieldset className="min-w-0">
        <legend className="font-medium text-sm">{t.title}</legend>
        <p className="text-muted text-sm">{t.detail}</p>
        {session.candidates.map(({ externalId, name }) => (
          <CheckField
            key={externalId}
            name="account"
            value={externalId}
            label={<Outside>{name ?? t.unnamed}</Outside>}
            hint={externalId}
          />
        ))}
      </fieldset>
      {nothing && (
        <p role="alert" className="text-bad text-sm">
          {t.none}
        </p>
      )}
      {choose.error && <RefusalNote error={choose.error} />}
      <div>
        <Button kind="primary" type="submit" busy={choose.isPending}>
          {t.submit}
        </Button>
      </div>
    </form>
  )
}
