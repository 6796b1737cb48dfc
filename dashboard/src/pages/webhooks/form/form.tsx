import { HubbubError } from '@hubbub/sdk'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useMayChange } from '../../../api/session.tsx'
import { useLeaveGuard } from '../../../lib/use-leave-guard.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useSentence } from '../../../ui/said.tsx'
import { ErrorNote } from '../../../ui/states.tsx'
import { AccountPicker } from './account-picker.tsx'
import { Advanced } from './advanced.tsx'
import { EventPicker } from './event-picker.tsx'
import { useFaultText } from './fault-text.ts'
import { FormatPicker } from './format-picker.tsx'
import { type Faults, faultsOf, refusedField, type Values } from './values.ts'

/** All that a webhook can be told. It asks before what was entered is lost. */
export function WebhookForm({
  initial,
  withSecret = false,
  cancelHref,
  action,
  busy,
  finished,
  error,
  onSubmit,
}: {
  initial: Values
  /** A secret of one's own can be given. */
  withSecret?: boolean
  cancelHref: string
  action: string
  busy: boolean
  /** It is saved: there is nothing to lose. */
  finished: boolean
  error: unknown
  onSubmit: (values: Values) => void
}) {
  const { webhooks: t, common } = useStrings()
  const mayChange = useMayChange()
  const textOf = useFaultText()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(initial)
  const [faults, setFaults] = useState<Faults>({})
  const [checked, setChecked] = useState(0)
  const guard = useLeaveGuard(!finished && JSON.stringify(values) !== JSON.stringify(initial))
  const refused = refusedField(error)
  const refusal = useSentence(refused?.said) ?? ''

  const change = (changes: Partial<Values>) => {
    const next = { ...values, ...changes }
    setValues(next)
    // What was found wrong is looked at again as it is corrected; nothing is shown before the first attempt to save.
    if (checked > 0) setFaults(faultsOf(next))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = faultsOf(values)
    setFaults(found)
    setChecked(checked + 1)
    if (Object.keys(found).length === 0) onSubmit(values)
  }
  // To the first field that is wrong, after it is marked as such.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt, and each refusal of the hub, moves the focus once.
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-fault]')
    const folded = first?.closest('details')
    if (folded) folded.open = true
    first?.focus()
  }, [checked, error])

  const errorAt = (field: keyof Faults): string | undefined => {
    const fault = faults[field]
    if (fault) return textOf(fault)
    if (refused?.field !== field) return undefined
    if (error instanceof HubbubError && error.code === 'unsafe_url') return `${t.form.unsafeUrl} (${refusal})`
    return t.form.refused(refusal)
  }
  const wrong = Object.keys(faults).length > 0
  const insecure = values.url.trim().startsWith('http://')

  return (
    <form ref={form} onSubmit={submit} noValidate className="max-w-4xl">
      <fieldset disabled={!mayChange || busy} className="grid min-w-0 gap-4 sm:gap-5">
        <Card title={t.form.target}>
          <div className="grid gap-4">
            <TextField
              label={t.form.url}
              required
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://example.com/webhooks"
              maxLength={2000}
              value={values.url}
              readOnly={values.urlFixed}
              hint={values.urlFixed ? undefined : insecure ? t.form.urlInsecure : t.form.urlHint}
              error={errorAt('url')}
              onChange={(event) => change({ url: event.target.value })}
            />
            <TextField
              label={t.form.description}
              maxLength={500}
              value={values.description}
              hint={t.form.descriptionHint}
              error={errorAt('description')}
              onChange={(event) => change({ description: event.target.value })}
            />
          </div>
        </Card>
        <Card title={t.form.events}>
          <EventPicker
            intro={t.form.eventsIntro}
            chosen={values.events}
            format={values.format}
            error={errorAt('events')}
            onChange={(events) => change({ events })}
          />
        </Card>
        <Card title={t.form.format}>
          <FormatPicker format={values.format} onChange={(format) => change({ format })} />
        </Card>
        <Card title={t.form.accounts}>
          <AccountPicker some={values.some} chosen={values.accounts} error={errorAt('accounts')} onChange={change} />
        </Card>
        <Advanced values={values} withSecret={withSecret} errorAt={errorAt} onChange={change} />
        <div aria-live="polite">{wrong && checked > 0 && <p className="text-bad text-sm">{t.form.check}</p>}</div>
        {error !== null && error !== undefined && !refused && <ErrorNote error={error} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" type="submit" busy={busy} title={mayChange ? undefined : common.readOnly}>
            {action}
          </Button>
          <LinkButton href={cancelHref}>{common.cancel}</LinkButton>
        </div>
      </fieldset>
      <Confirm
        open={guard.asking}
        onClose={guard.stay}
        onConfirm={guard.leave}
        title={t.form.leave.title}
        action={t.form.leave.action}
      >
        <p>{t.form.leave.detail}</p>
      </Confirm>
    </form>
  )
}
