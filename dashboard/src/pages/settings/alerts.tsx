import type { Settings } from '@hubbub/sdk'
import { type FormEvent, useState } from 'react'
import { useMayChange } from '../../api/session.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { CheckField, TextArea } from '../../ui/field.tsx'
import { QueryView } from '../../ui/states.tsx'
import { addressesIn, useAddressFault } from './addresses.ts'
import { Origin } from './origin.tsx'
import { useSaveSettings, useSettings } from './queries.ts'
import { SaveRow } from './save-row.tsx'
import { TestMail } from './test-mail.tsx'

type Kinds = Settings['alerts']

const SMTP_LINE = 'SMTP_URL=smtps://user:password@mail.example.com'

/** Who is written to when something needs a person, and about what. */
export function Alerts() {
  const { settings: t } = useStrings()
  const query = useSettings()
  return (
    <Card anchor="alerts" title={t.sections.alerts}>
      <p className="mb-4 max-w-2xl text-muted text-sm">{t.alerts.intro}</p>
      <QueryView query={query}>
        {(settings) => (
          <div className="grid gap-5">
            {settings.mailConfigured ? <Notice tone="ok">{t.alerts.mailOn}</Notice> : <MailOff />}
            <AlertsForm settings={settings} />
          </div>
        )}
      </QueryView>
    </Card>
  )
}

function MailOff() {
  const { alerts: t } = useStrings().settings
  return (
    <div className="grid gap-3">
      <Notice tone="warn">
        {t.mailOff} {t.mailHow}
      </Notice>
      <CopyField label={t.mailLine} value={SMTP_LINE} />
    </div>
  )
}

function AlertsForm({ settings }: { settings: Settings }) {
  const { alerts: t } = useStrings().settings
  const mayChange = useMayChange()
  const faultIn = useAddressFault()
  const [text, setText] = useState<string>()
  const [kinds, setKinds] = useState<Partial<Kinds>>({})
  const [fault, setFault] = useState<string>()
  const save = useSaveSettings(() => {
    setText(undefined)
    setKinds({})
  })
  const addresses = text === undefined ? settings.alertEmails : addressesIn(text)
  const chosen = { ...settings.alerts, ...kinds }
  const names = Object.keys(settings.alerts) as (keyof Kinds)[]
  const otherAddresses = addresses.join() !== settings.alertEmails.join()
  const otherKinds = names.some((name) => chosen[name] !== settings.alerts[name])
  const dirty = otherAddresses || otherKinds
  const anySaved = settings.sources.alertEmails === 'saved' || settings.sources.alerts === 'saved'

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const found = faultIn(addresses)
    setFault(found)
    if (found !== undefined) event.currentTarget.querySelector('textarea')?.focus()
    else save.mutate({ ...(otherAddresses && { alertEmails: [...addresses] }), ...(otherKinds && { alerts: kinds }) })
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-4">
      <TextArea
        label={t.addresses}
        hint={t.addressesHint}
        error={fault}
        rows={3}
        autoCapitalize="none"
        spellCheck={false}
        value={text ?? settings.alertEmails.join('\n')}
        disabled={!mayChange}
        onChange={(event) => {
          setText(event.target.value)
          setFault(undefined)
        }}
      />
      <Origin source={settings.sources.alertEmails} variable="ALERT_EMAIL" />
      <fieldset disabled={!mayChange}>
        <legend className="font-medium text-sm">{t.kinds}</legend>
        {names.map((name) => (
          <CheckField
            key={name}
            look="switch"
            label={t.names[name]}
            hint={t.hints[name]}
            checked={chosen[name]}
            onChange={(event) => setKinds({ ...kinds, [name]: event.target.checked })}
          />
        ))}
      </fieldset>
      <SaveRow
        dirty={dirty}
        busy={save.isPending}
        onReset={anySaved ? () => save.mutate({ alertEmails: null, alerts: null }) : undefined}
      />
      <TestMail settings={settings} dirty={dirty} />
    </form>
  )
}
