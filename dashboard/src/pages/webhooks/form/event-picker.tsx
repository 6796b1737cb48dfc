import type { Endpoint, EventType } from '@hubbub/sdk'
import { useId, useState } from 'react'
import { useEventTypes } from '../../../api/lists.ts'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { CheckField, SearchField } from '../../../ui/field.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { takes, toggled } from '../patterns.ts'
import { EventGroup } from './event-group.tsx'

interface Choice {
  readonly chosen: readonly string[]
  readonly onChange: (patterns: string[]) => void
  /** In which the samples are shown; without it there are none. */
  readonly format?: Endpoint['format'] | undefined
  /** Only types that one of these takes in can be chosen. */
  readonly within?: readonly string[] | undefined
}

/** Types of event to choose from the catalogue, one by one, by their first word, or all. */
export function EventPicker({ intro, error, ...choice }: Choice & { intro?: string; error?: string | undefined }) {
  const query = useEventTypes()
  const id = useId()
  return (
    <fieldset
      className="grid min-w-0 gap-3 outline-none"
      aria-describedby={error ? id : undefined}
      tabIndex={error ? -1 : undefined}
      data-fault={error ? true : undefined}
    >
      {intro && <p className="text-muted text-sm">{intro}</p>}
      {error && (
        <p id={id} className="text-bad text-sm">
          {error}
        </p>
      )}
      <QueryView query={query}>{(catalogue) => <Catalogue catalogue={catalogue} {...choice} />}</QueryView>
    </fieldset>
  )
}

function Catalogue({
  catalogue,
  chosen,
  onChange,
  format,
  within = ['*'],
}: Choice & { catalogue: readonly EventType[] }) {
  const { form: t, types: descriptions } = useStrings().webhooks
  const numbers = useFormat()
  const [search, setSearch] = useState('')
  const offered = catalogue.filter(({ type }) => within.some((pattern) => takes(pattern, type)))
  const words = search.trim().toLowerCase()
  const fitting = offered.filter(({ type, description }) =>
    `${type} ${description} ${descriptions[type] ?? ''}`.toLowerCase().includes(words),
  )
  const groups = [...new Set(fitting.map(({ group }) => group))]
  const count = offered.filter(({ type }) => chosen.some((pattern) => takes(pattern, type))).length
  const all = chosen.includes('*')
  return (
    <>
      <CheckField
        label={t.allEvents}
        hint={t.allEventsHint}
        checked={all}
        onChange={(event) => onChange(toggled(chosen, '*', event.target.checked))}
      />
      <div className="flex flex-wrap items-center gap-3">
        <SearchField label={t.findEvents} value={search} onChange={setSearch} className="min-w-0 flex-1 basis-56" />
        <p role="status" className="text-muted text-sm tabular-nums">
          {t.chosen(numbers.number(count), numbers.number(offered.length))}
        </p>
      </div>
      {groups.length === 0 && <p className="text-muted text-sm">{t.noTypes}</p>}
      <div className="divide-y divide-line rounded-xl border border-line empty:hidden">
        {groups.map((group) => (
          <EventGroup
            key={group}
            group={group}
            types={fitting.filter((each) => each.group === group)}
            chosen={chosen}
            format={format}
            searching={words !== ''}
            onToggle={(pattern, on) => onChange(toggled(chosen, pattern, on))}
          />
        ))}
      </div>
    </>
  )
}
