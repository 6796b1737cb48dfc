import type { EventType } from '@hubbub/sdk'
import { useEventTypes } from '../../../api/lists.ts'
import { useStrings } from '../../../strings/index.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { ErrorNote, Loading } from '../../../ui/states.tsx'
import { takes, toggled, wildcardOf } from '../../webhooks/patterns.ts'
import { typesOf } from './filters.ts'
import type { FilterControl } from './use-filters.ts'

/** Types to tick, by group; a whole family by its wildcard. */
export function TypeChecks({ control }: { control: FilterControl }) {
  const types = useEventTypes()
  if (types.error && !types.data) return <ErrorNote error={types.error} onRetry={() => void types.refetch()} />
  if (!types.data) return <Loading />
  const chosen = typesOf(control.filters)
  const usable = types.data.filter(({ type, platforms }) => platforms.length > 0 || chosen.includes(type))
  const groups = [...Map.groupBy(usable, ({ group }) => group)]
  const toggle = (pattern: string, on: boolean) =>
    control.change({ type: toggled(chosen, pattern, on).join(',') || undefined }, { replace: true })
  return groups.map(([group, members]) => (
    <Group key={group} group={group} members={members} chosen={chosen} onToggle={toggle} />
  ))
}

function Group({
  group,
  members,
  chosen,
  onToggle,
}: {
  group: string
  members: readonly EventType[]
  chosen: readonly string[]
  onToggle: (pattern: string, on: boolean) => void
}) {
  const t = useStrings().events.filters
  const names: Readonly<Record<string, string>> = t.groups
  const families = [...Map.groupBy(members, ({ type }) => wildcardOf(type))]
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">{names[group] ?? group}</legend>
      {families.map(([wildcard, family]) => (
        <div key={wildcard} className="grid sm:grid-cols-2">
          {family.length > 1 && (
            <CheckField
              className="sm:col-span-2"
              label={<code className="text-[0.8125rem]">{wildcard}</code>}
              hint={t.wholeGroup}
              checked={chosen.includes(wildcard)}
              onChange={(event) => onToggle(wildcard, event.target.checked)}
            />
          )}
          {family.map(({ type }) => {
            const covered = family.length > 1 && chosen.some((pattern) => pattern !== type && takes(pattern, type))
            return (
              <CheckField
                key={type}
                label={<code className="text-[0.8125rem]">{type}</code>}
                checked={covered || chosen.includes(type)}
                disabled={covered}
                onChange={(event) => onToggle(type, event.target.checked)}
              />
            )
          })}
        </div>
      ))}
    </fieldset>
  )
}
