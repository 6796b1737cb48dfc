import type { Platform } from '@hubbub/sdk'
import { type FormEvent, useMemo, useState } from 'react'
import { useMayChange } from '../../../api/session.tsx'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { usePlatformName } from '../../../ui/platform.tsx'
import { RefusalNote } from '../refusal.tsx'
import { type CredentialField, credentialFields, entryValue, type Fault, faultOf } from './credential-fields.ts'

/** A form for what connecting an account of a platform takes, with the platform's refusal beside it. */
export function CredentialsForm({
  platform,
  submit,
  busy,
  error,
  onSubmit,
}: {
  platform: Platform
  submit: string
  busy: boolean
  error: unknown
  onSubmit: (credentials: Record<string, unknown>) => void
}) {
  const { common } = useStrings()
  const { credentials: t } = useStrings().accounts.guide
  const mayChange = useMayChange()
  const fields = useMemo(() => credentialFields(platform.credentials), [platform.credentials])
  const [faults, setFaults] = useState<Readonly<Record<string, Fault>>>({})
  const [shown, setShown] = useState(false)

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const entries = fields.map((field) => [field, String(given.get(field.name) ?? '').trim()] as const)
    const wrong = entries.flatMap(([field, text]) => {
      const fault = faultOf(field, text)
      return fault === undefined ? [] : [[field.name, fault] as const]
    })
    setFaults(Object.fromEntries(wrong))
    const [first] = wrong
    if (first) {
      const box = form.elements.namedItem(first[0])
      if (!(box instanceof HTMLElement)) return
      const folded = box.closest('details')
      if (folded) folded.open = true
      box.focus()
      return
    }
    onSubmit(
      Object.fromEntries(
        entries.flatMap(([field, text]) => (text === '' ? [] : [[field.name, entryValue(field, text)] as const])),
      ),
    )
  }
  const box = (field: CredentialField) => (
    <Box key={field.name} field={field} fault={faults[field.name]} shown={shown} />
  )
  const seldom = fields.filter(({ required }) => !required)
  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      {fields.filter(({ required }) => required).map(box)}
      <CheckField label={t.show} checked={shown} onChange={(event) => setShown(event.target.checked)} />
      {seldom.length > 0 && (
        <Fold title={t.more}>
          <div className="grid gap-4 p-4">{seldom.map(box)}</div>
        </Fold>
      )}
      {error !== null && error !== undefined && <RefusalNote error={error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          kind="primary"
          type="submit"
          busy={busy}
          disabled={!mayChange}
          title={mayChange ? undefined : common.readOnly}
        >
          {busy ? t.submitting : submit}
        </Button>
      </div>
      <p className="text-muted text-sm">{mayChange ? t.kept : common.readOnly}</p>
    </form>
  )
}

function Box({ field, fault, shown }: { field: CredentialField; fault: Fault | undefined; shown: boolean }) {
  const guide = useStrings().accounts.guide
  const nameOf = usePlatformName()
  const { name, kind, required, options, label, description } = field
  const hint = description.replace(/\.$/, '') === label ? undefined : description
  const common = {
    label,
    name,
    required,
    error: fault && guide.credentials[fault],
    hint: kind === 'list' ? `${description} ${guide.credentials.oneEach}` : hint,
  }
  if (kind === 'choice')
    return (
      <SelectField
        {...common}
        options={[
          { value: '', label: guide.credentials.choose },
          ...options.map((value) => ({ value, label: nameOf(value) })),
        ]}
      />
    )
  const type = kind === 'time' ? 'datetime-local' : kind === 'secret' && !shown ? 'password' : 'text'
  return (
    <TextField
      {...common}
      type={type}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      {...(field.pattern?.startsWith('^\\d') && { inputMode: 'numeric' as const })}
    />
  )
}
