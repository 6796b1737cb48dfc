import type { Endpoint, EventType } from '@hubbub/sdk'
import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { takes, wildcardOf } from '../patterns.ts'
import { TypeSample } from './type-sample.tsx'

interface Props {
  readonly group: string
  readonly types: readonly EventType[]
  readonly chosen: readonly string[]
  readonly format: Endpoint['format'] | undefined
  readonly searching: boolean
  readonly onToggle: (pattern: string, on: boolean) => void
}

/** A group of the catalogue, folded until it is looked at or something in it is chosen. */
export function EventGroup({ group, types, chosen, format, searching, onToggle }: Props) {
  const { form: t } = useStrings().webhooks
  const numbers = useFormat()
  const names: Readonly<Record<string, string>> = t.groups
  const count = types.filter(({ type }) => chosen.some((pattern) => takes(pattern, type))).length
  const [open, setOpen] = useState(count > 0 && !chosen.includes('*'))
  const wildcards = [...new Set(types.map(({ type }) => wildcardOf(type)))].filter(
    (wildcard) => chosen.includes(wildcard) || types.filter(({ type }) => takes(wildcard, type)).length > 1,
  )
  const covering = (type: string) => chosen.find((pattern) => pattern !== type && takes(pattern, type))
  return (
    <details
      open={open || searching}
      onToggle={(event) => searching || setOpen(event.currentTarget.open)}
      className="group"
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-3 hover:bg-sunken">
        <span className="-rotate-90 text-muted group-open:rotate-0">
          <Icon name="down" size={16} />
        </span>
        <span className="flex-1 font-medium text-sm">{names[group] ?? group}</span>
        <span className={count > 0 ? 'font-medium text-accent-strong text-sm' : 'text-muted text-sm'}>
          {t.groupChosen(numbers.number(count), numbers.number(types.length))}
        </span>
      </summary>
      <div className="grid gap-0.5 px-3 pb-3 sm:pl-9">
        {wildcards.map((wildcard) => (
          <CheckField
            key={wildcard}
            label={<code className="text-[0.8125rem]">{wildcard}</code>}
            hint={t.wildcard}
            checked={chosen.includes(wildcard) || chosen.includes('*')}
            disabled={chosen.includes('*')}
            onChange={(event) => onToggle(wildcard, event.target.checked)}
          />
        ))}
        {types.map((each) => (
          <TypeRow
            key={each.type}
            type={each}
            format={format}
            chosen={chosen.includes(each.type)}
            covered={covering(each.type) !== undefined}
            onToggle={(on) => onToggle(each.type, on)}
          />
        ))}
      </div>
    </details>
  )
}

function TypeRow({
  type: { type, description, platforms },
  format,
  chosen,
  covered,
  onToggle,
}: {
  type: EventType
  format: Endpoint['format'] | undefined
  chosen: boolean
  covered: boolean
  onToggle: (on: boolean) => void
}) {
  const { form: t, types: descriptions } = useStrings().webhooks
  const [shown, setShown] = useState(false)
  return (
    <div className="grid gap-1">
      <div className="flex items-start gap-2">
        <CheckField
          className="min-w-0 flex-1"
          label={
            <>
              <code className="text-[0.8125rem]">{type}</code>
              {platforms.length === 0 && <span className="text-muted"> · {t.notMade}</span>}
              {covered && <span className="text-muted"> · {t.covered}</span>}
            </>
          }
          hint={descriptions[type] ?? description}
          checked={chosen || covered}
          disabled={covered}
          onChange={(event) => onToggle(event.target.checked)}
        />
        {format !== undefined && (
          <button
            type="button"
            aria-expanded={shown}
            aria-label={shown ? t.hideSample(type) : t.sampleOf(type)}
            onClick={() => setShown(!shown)}
            className="min-h-11 min-w-11 cursor-pointer rounded-lg px-2 text-accent-strong text-sm hover:bg-sunken md:min-h-9"
          >
            {t.sample}
          </button>
        )}
      </div>
      {shown && format !== undefined && <TypeSample type={type} format={format} />}
    </div>
  )
}
