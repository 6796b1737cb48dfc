import type { ApiKey, ApiKeyWithText } from '@hubbub/sdk'
import { type FormEvent, useId, useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio.tsx'
import { ErrorNote } from '../../../ui/states.tsx'

const ROLES = ['read', 'admin'] as const
const MAX_NAME = 100

/** Asks for what a new key is named and may do. */
export function CreateKey({
  open,
  onClose,
  onMade,
}: {
  open: boolean
  onClose: () => void
  onMade: (key: ApiKeyWithText) => void
}) {
  const { settings, common } = useStrings()
  const t = settings.keys
  const client = useClient()
  const form = useId()
  const [role, setRole] = useState<ApiKey['role']>('read')
  const [fault, setFault] = useState<string>()
  const create = useAction({
    run: (name: string) => client.createKey({ name, role }),
    stale: [['keys']],
    quiet: true,
    onDone(made) {
      setRole('read')
      onMade(made)
    },
  })
  const close = () => {
    setFault(undefined)
    create.reset()
    onClose()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
    setFault(name === '' ? t.nameMissing : undefined)
    if (name === '') event.currentTarget.querySelector('input')?.focus()
    else create.mutate(name)
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t.createTitle}
      footer={
        <>
          <Button onClick={close}>{common.cancel}</Button>
          <Button type="submit" form={form} kind="primary" busy={create.isPending}>
            {t.create}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="grid gap-4">
        <TextField
          label={t.name}
          name="name"
          hint={t.nameHint}
          error={fault}
          required
          maxLength={MAX_NAME}
          autoComplete="off"
        />
        <RadioGroup
          label={t.role}
          value={role}
          onChange={setRole}
          choices={ROLES.map((value) => ({ value, label: t.roles[value], hint: t.roleHints[value] }))}
        />
        {create.error && <ErrorNote error={create.error} />}
      </form>
    </Dialog>
  )
}
