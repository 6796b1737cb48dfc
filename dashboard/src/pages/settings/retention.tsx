import type { Settings } from '@hubbub/sdk'
import { type FormEvent, useState } from 'react'
import { useMayChange } from '../../api/session.tsx'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { QueryView } from '../../ui/states.tsx'
import { Origin } from './origin.tsx'
import { useSaveSettings, useSettings } from './queries.ts'
import { SaveRow } from './save-row.tsx'

const AT_MOST = 3650

/** How long what came in is kept. */
export function Retention() {
  const { settings: t } = useStrings()
  const query = useSettings()
  return (
    <Card anchor="retention" title={t.sections.retention}>
      <QueryView query={query} lines={3}>
        {(settings) => <RetentionForm settings={settings} />}
      </QueryView>
    </Card>
  )
}

function RetentionForm({ settings: { retentionDays: saved, sources } }: { settings: Settings }) {
  const { settings } = useStrings()
  const t = settings.retention
  const format = useFormat()
  const mayChange = useMayChange()
  const [draft, setDraft] = useState<string>()
  const [faulty, setFaulty] = useState(false)
  const [asking, setAsking] = useState<'shorten' | 'reset'>()
  const save = useSaveSettings(() => {
    setDraft(undefined)
    setAsking(undefined)
  })
  const text = draft ?? String(saved)
  const days = /^\d{1,4}$/.test(text.trim()) && Number(text) <= AT_MOST ? Number(text) : undefined
  const shorter = days !== undefined && days > 0 && (saved === 0 || days < saved)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setFaulty(days === undefined)
    if (days === undefined) event.currentTarget.querySelector('input')?.focus()
    else if (shorter) setAsking('shorten')
    else save.mutate({ retentionDays: days })
  }
  return (
    <>
      <div className="mb-4 grid max-w-2xl gap-2 text-muted text-sm">
        <p>
          {t.intro}{' '}
          <strong className="font-medium text-ink">{saved === 0 ? t.forEver : t.now(format.number(saved))}</strong>
        </p>
        <p>{t.what}</p>
        <p>{t.waiting}</p>
      </div>
      <form onSubmit={submit} noValidate className="grid max-w-md gap-3">
        <TextField
          label={t.days}
          hint={t.daysHint}
          error={faulty && days === undefined ? t.badDays : undefined}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          disabled={!mayChange}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Origin source={sources.retentionDays} variable="RETENTION_DAYS" />
        <SaveRow
          dirty={days !== saved}
          busy={save.isPending}
          onReset={sources.retentionDays === 'saved' ? () => setAsking('reset') : undefined}
        />
      </form>
      <Confirm
        open={asking === 'shorten'}
        onClose={() => setAsking(undefined)}
        onConfirm={() => save.mutate({ retentionDays: days })}
        title={t.shortenTitle}
        action={t.shorten}
        busy={save.isPending}
      >
        <p>{t.shortenDetail(format.number(days ?? 0))}</p>
      </Confirm>
      <Confirm
        open={asking === 'reset'}
        onClose={() => setAsking(undefined)}
        onConfirm={() => save.mutate({ retentionDays: null })}
        title={settings.resetTitle}
        action={settings.reset}
        busy={save.isPending}
      >
        <p>{settings.resetDetail}</p>
      </Confirm>
    </>
  )
}
