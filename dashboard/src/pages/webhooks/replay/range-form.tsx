import type { Endpoint } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio.tsx'
import { EventPicker } from '../form/event-picker.tsx'
import { type RangeFault, type RangeValues, toLocal } from './range.ts'

const HOUR_MS = 3_600_000
const STATUSES = ['all', 'failed', 'missing'] as const

/** What of the stored events is to be replayed. */
export function RangeForm({
  webhook,
  values,
  fault,
  disabled,
  onChange,
}: {
  webhook: Endpoint
  values: RangeValues
  fault: RangeFault | undefined
  disabled: boolean
  onChange: (changes: Partial<RangeValues>) => void
}) {
  const { replay: t } = useStrings().webhooks
  const presets = [
    { label: t.preset.hour, at: () => Date.now() - HOUR_MS },
    { label: t.preset.day, at: () => Date.now() - 24 * HOUR_MS },
    { label: t.preset.week, at: () => Date.now() - 7 * 24 * HOUR_MS },
    ...(webhook.failingSince === null
      ? []
      : [{ label: t.preset.failing, at: () => Date.parse(webhook.failingSince ?? '') }]),
  ]
  return (
    <fieldset disabled={disabled} className="grid min-w-0 gap-4">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TextField
          type="datetime-local"
          step={1}
          label={t.since}
          value={values.since}
          error={fault === 'since' || fault === 'order' ? t.faults[fault] : undefined}
          onChange={(event) => onChange({ since: event.target.value })}
        />
        <TextField
          type="datetime-local"
          step={1}
          label={t.until}
          hint={t.untilHint}
          value={values.until}
          onChange={(event) => onChange({ until: event.target.value })}
        />
      </div>
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">{t.presets}</legend>
        {presets.map(({ label, at }) => (
          <Button key={label} onClick={() => onChange({ since: toLocal(new Date(at())), until: '' })}>
            {label}
          </Button>
        ))}
      </fieldset>
      <RadioGroup
        label={t.status}
        value={values.status}
        choices={STATUSES.map((value) => ({ value, label: t.statuses[value].name, hint: t.statuses[value].hint }))}
        onChange={(status) => onChange({ status })}
      />
      <RadioGroup
        label={t.types}
        value={values.some ? 'some' : 'all'}
        choices={[
          { value: 'all', label: t.typesAll },
          { value: 'some', label: t.typesSome },
        ]}
        onChange={(value) => onChange({ some: value === 'some' })}
      />
      {values.some && (
        <EventPicker
          chosen={values.events}
          within={webhook.events}
          error={fault === 'types' ? t.faults.types : undefined}
          onChange={(events) => onChange({ events })}
        />
      )}
    </fieldset>
  )
}
