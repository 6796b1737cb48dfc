import { useAllAccounts } from '../../../api/lists.ts'
import { useFormat } from '../../../lib/format.ts'
import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { usePlatformName } from '../../../ui/platform.tsx'
import { type Filters, typesOf } from './filters.ts'
import { isPreset } from './time-range.tsx'
import type { FilterControl } from './use-filters.ts'

const SHOWN_CHARS = 60

interface Chip {
  readonly key: string
  readonly text: string
  /** The filters without it. */
  readonly without: Parameters<FilterControl['change']>[0]
}

/** The filters in use, each to be taken away. */
export function Chips({ control }: { control: FilterControl }) {
  const { common, events } = useStrings()
  const t = events.filters
  const chips = useChips(control.filters)
  if (chips.length === 0) return null
  return (
    <ul aria-label={t.active} className="flex min-w-0 items-center gap-2 overflow-x-auto md:flex-wrap">
      {chips.map(({ key, text, without }) => (
        <li key={key} className="min-w-0 shrink-0 md:shrink">
          <button
            type="button"
            aria-label={t.remove(text)}
            title={t.remove(text)}
            onClick={() => control.change(without)}
            className="flex min-h-11 max-w-60 -outline-offset-2 cursor-pointer items-center gap-1.5 rounded-full bg-accent-soft px-3 text-accent-strong text-sm hover:bg-sunken md:min-h-7 md:px-2.5 md:text-xs"
          >
            <bdi className="truncate">{text}</bdi>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li className="shrink-0">
        <Button kind="ghost" onClick={control.clear} className="md:min-h-7 md:px-2 md:text-xs">
          {common.clearFilters}
        </Button>
      </li>
    </ul>
  )
}

function useChips(filters: Filters): Chip[] {
  const { common, events } = useStrings()
  const t = events.filters
  const format = useFormat()
  const platformName = usePlatformName()
  const accounts = useAllAccounts()
  const types = typesOf(filters)
  const chips: Chip[] = types.map((type) => ({
    key: `type ${type}`,
    text: type,
    without: { type: types.filter((each) => each !== type).join(',') || undefined },
  }))
  const add = (name: Exclude<keyof Filters, 'type'>, textOf: (value: string) => string) => {
    const value = filters[name]
    if (value !== undefined) chips.push({ key: name, text: textOf(value), without: { [name]: undefined } })
  }
  const timeOf = (value: string) => {
    const at = new Date(value)
    return Number.isNaN(at.getTime()) ? value : format.dateTime(at)
  }
  const statuses: Readonly<Record<string, string>> = common.eventStatus
  add('platform', platformName)
  add('account', (value) => {
    const account = accounts.data?.rows.find(({ id, externalId }) => id === value || externalId === value)
    return account?.username ?? account?.name ?? value
  })
  add('status', (value) => `${t.status}: ${statuses[value] ?? value}`)
  add('processed', (value) => (value === 'true' ? t.processedYes : t.processedNo))
  add('since', (value) => (isPreset(value) ? t.presets[value] : t.since(timeOf(value))))
  add('until', (value) => t.until(timeOf(value)))
  add('q', (value) => t.text(value))
  return chips.map((chip) => ({ ...chip, text: shorten(withVisibleControls(chip.text), SHOWN_CHARS) }))
}
