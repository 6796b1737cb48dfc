import type { Account } from '@hubbub/sdk'
import type { FormEvent } from 'react'
import { useId } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { ErrorNote } from '../../../ui/states.tsx'

/** Another name for an account, for the people who use the hub. */
export function Rename({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  const { accounts: t, common } = useStrings()
  const client = useClient()
  const form = useId()
  const rename = useAction({
    run: (name: string) => client.updateAccount(account.id, { name: name === '' ? null : name }),
    done: t.actions.renamed,
    stale: [['accounts']],
    quiet: true,
    onDone: onClose,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    rename.mutate(String(new FormData(event.currentTarget).get('name') ?? '').trim())
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.actions.rename}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form={form} busy={rename.isPending}>
            {common.save}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        <TextField
          label={t.actions.name}
          name="name"
          hint={t.actions.nameHint}
          defaultValue={account.name ?? ''}
          maxLength={200}
          autoComplete="off"
        />
        {rename.error && <ErrorNote error={rename.error} />}
      </form>
    </Dialog>
  )
}
