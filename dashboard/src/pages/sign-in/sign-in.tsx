import { HubbubError } from '@hubbub/sdk'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type SignedOutReason, useSessionControl } from '../../api/session.tsx'
import { choose, type Language, usePreferences } from '../../lib/preferences.ts'
import { useTitle } from '../../lib/title.ts'
import { LANGUAGES, useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { ErrorNote } from '../../ui/states.tsx'

/** The way in: an API key becomes a session; the key itself is kept nowhere. */
export function SignIn({ reason }: { reason: SignedOutReason }) {
  const { signIn: t, shell } = useStrings()
  const { signIn } = useSessionControl()
  const { language } = usePreferences()
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  /** An object, so that the same fault again is another one. */
  const [fault, setFault] = useState<{ readonly text: 'empty' | 'wrongKey' }>()
  const form = useRef<HTMLFormElement>(null)
  const [error, setError] = useState<unknown>()
  useTitle(t.title)

  // With the focus the field is read aloud again, now with what is wrong.
  useEffect(() => {
    if (fault) form.current?.querySelector('input')?.focus()
  }, [fault])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const apiKey = String(new FormData(event.currentTarget).get('apiKey') ?? '').trim()
    setError(undefined)
    setFault(apiKey === '' ? { text: 'empty' } : undefined)
    if (apiKey === '') return
    setBusy(true)
    try {
      await signIn(apiKey)
    } catch (caught) {
      if (caught instanceof HubbubError && caught.code === 'unauthorized') setFault({ text: 'wrongKey' })
      else setError(caught)
      setBusy(false)
    }
  }

  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-10">
      <header className="grid gap-2">
        <p className="flex items-center gap-2 font-semibold">
          <img src="/hubbub.svg" alt="" width={28} height={28} />
          {shell.product}
        </p>
        <h1 className="font-semibold text-2xl tracking-tight">{t.title}</h1>
        <p className="text-muted">{t.intro}</p>
      </header>
      {reason !== 'none' && (
        <div role="status">
          <Notice tone="info">{t[reason]}</Notice>
        </div>
      )}
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        className="grid gap-3 rounded-2xl border border-line bg-surface p-5"
      >
        <TextField
          label={t.apiKey}
          name="apiKey"
          type={shown ? 'text' : 'password'}
          hint={t.hint}
          error={fault && t[fault.text]}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <CheckField label={t.show} checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <Button kind="primary" type="submit" busy={busy}>
          {busy ? t.submitting : t.submit}
        </Button>
        {error !== undefined && <ErrorNote error={error} />}
      </form>
      <SelectField
        label={shell.language}
        value={language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => choose({ language: event.target.value as Language })}
      />
    </main>
  )
}
