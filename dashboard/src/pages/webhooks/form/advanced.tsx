import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { secondsOf, stepsOf } from './durations.ts'
import { FilterField } from './filter-field.tsx'
import type { Field, Values } from './values.ts'

const RETRIES = ['default', 'own', 'none'] as const

/** What most webhooks need not say; unfolded where something of it is said. */
export function Advanced({
  values,
  withSecret,
  errorAt,
  onChange,
}: {
  values: Values
  withSecret: boolean
  errorAt: (field: Field) => string | undefined
  onChange: (changes: Partial<Values>) => void
}) {
  const { form: t } = useStrings().webhooks
  const format = useFormat()
  const { filter, retries, schedule, timeout, rateLimit, inOrder, secret } = values
  // As it was at first: it must not fold while somebody empties a field in it.
  const [used] = useState(filter !== '' || retries !== 'default' || timeout !== '' || rateLimit !== '' || inOrder)
  const steps = retries === 'own' ? stepsOf(schedule) : undefined
  const total = steps?.reduce((sum, step) => sum + (secondsOf(step) ?? 0), 0) ?? 0
  return (
    <details open={used} className="group rounded-2xl border border-line bg-surface">
      <summary className="flex min-h-13 cursor-pointer list-none flex-wrap items-center gap-x-2 rounded-2xl px-4 py-2 sm:px-5">
        <span className="-rotate-90 text-muted group-open:rotate-0">
          <Icon name="down" size={16} />
        </span>
        <span className="font-semibold text-[0.9375rem]">{t.advanced}</span>
        <span className="text-muted text-sm">{t.advancedHint}</span>
      </summary>
      <div className="grid gap-5 px-4 pb-5 sm:px-5">
        <FilterField value={filter} error={errorAt('filter')} onChange={(text) => onChange({ filter: text })} />
        <div className="grid items-start gap-4 md:grid-cols-2">
          <SelectField
            label={t.retries}
            value={retries}
            hint={retries === 'default' ? t.retriesDefaultHint : undefined}
            options={RETRIES.map((value) => ({ value, label: t.retriesModes[value] }))}
            onChange={(event) =>
              onChange({ retries: RETRIES.find((each) => each === event.target.value) ?? 'default' })
            }
          />
          {retries === 'own' && (
            <TextField
              label={t.schedule}
              value={schedule}
              spellCheck={false}
              placeholder="1m, 5m, 15m, 1h, 6h"
              hint={
                steps && steps.length > 0
                  ? t.scheduleMeans(format.number(steps.length), format.duration(total * 1000))
                  : t.scheduleHint
              }
              error={errorAt('retrySchedule')}
              onChange={(event) => onChange({ schedule: event.target.value })}
            />
          )}
        </div>
        <div className="grid items-start gap-4 md:grid-cols-2">
          <TextField
            label={t.timeout}
            inputMode="decimal"
            value={timeout}
            hint={t.timeoutHint}
            error={errorAt('timeoutMs')}
            onChange={(event) => onChange({ timeout: event.target.value })}
          />
          <TextField
            label={t.rateLimit}
            inputMode="numeric"
            value={rateLimit}
            hint={t.rateLimitHint}
            error={errorAt('rateLimit')}
            onChange={(event) => onChange({ rateLimit: event.target.value })}
          />
        </div>
        <CheckField
          label={t.inOrder}
          hint={t.inOrderHint}
          checked={inOrder}
          onChange={(event) => onChange({ inOrder: event.target.checked })}
        />
        {withSecret && (
          <TextField
            label={t.ownSecret}
            value={secret}
            autoComplete="off"
            spellCheck={false}
            maxLength={256}
            hint={t.ownSecretHint}
            error={errorAt('secret')}
            onChange={(event) => onChange({ secret: event.target.value })}
          />
        )}
      </div>
    </details>
  )
}
