import { useAllAccounts } from '../../../api/lists.ts'
import { useStrings } from '../../../strings/index.tsx'
import { type Option, SelectField } from '../../../ui/field.tsx'
import { usePlatformList } from '../../../ui/platform.tsx'
import { type FilterName, PRESETS } from './filters.ts'
import { isPreset } from './time-range.tsx'
import type { FilterControl } from './use-filters.ts'

const CUSTOM = 'custom'

interface FieldsProps {
  readonly control: FilterControl
  /** In a row: each says by itself what it is of. */
  readonly inline: boolean
  readonly onCustomTime: () => void
}

/** What the list can be narrowed by, but for types and text. */
export function FilterFields({ control, inline, onCustomTime }: FieldsProps) {
  const { common, events } = useStrings()
  const t = events.filters
  const { filters, change } = control
  const accounts = useAccountOptions(filters.account, filters.platform)
  const field = (name: FilterName, label: string, options: readonly Option[]) => (
    <SelectField
      label={label}
      hideLabel={inline}
      options={[{ value: '', label: inline ? label : t.any }, ...options]}
      value={filters[name] ?? ''}
      onChange={(event) => change({ [name]: event.target.value || undefined })}
      className={inline ? 'w-28 xl:w-32' : ''}
    />
  )
  const platforms = usePlatformList()
  const custom = filters.until !== undefined || (filters.since !== undefined && !isPreset(filters.since))
  return (
    <>
      {field('platform', t.platform, [
        ...platforms.map(({ id, name }) => ({ value: id, label: name })),
        { value: 'hub', label: common.hub },
      ])}
      {field('account', t.account, accounts)}
      {field('status', t.status, [
        { value: 'processed', label: common.eventStatus.processed },
        { value: 'pending', label: common.eventStatus.pending },
        { value: 'failed', label: common.eventStatus.failed },
      ])}
      {field('processed', t.processed, [
        { value: 'true', label: t.processedYes },
        { value: 'false', label: t.processedNo },
      ])}
      <SelectField
        label={t.time}
        hideLabel={inline}
        className={inline ? 'w-28 xl:w-40' : ''}
        options={[
          { value: '', label: inline ? t.time : t.anyTime },
          ...PRESETS.map((value) => ({ value, label: t.presets[value] })),
          { value: CUSTOM, label: t.custom },
        ]}
        value={custom ? CUSTOM : (filters.since ?? '')}
        onChange={({ target: { value } }) => {
          if (value === CUSTOM) onCustomTime()
          else change({ since: value || undefined, until: undefined })
        }}
      />
    </>
  )
}

function useAccountOptions(chosen: string | undefined, platform: string | undefined): Option[] {
  const accounts = useAllAccounts().data?.rows ?? []
  const options = accounts
    .filter((account) => platform === undefined || account.platform === platform || account.id === chosen)
    .map(({ id, username, name, externalId }) => ({ value: id, label: username ?? name ?? externalId }))
  if (chosen !== undefined && !options.some(({ value }) => value === chosen))
    options.unshift({ value: chosen, label: chosen })
  return options
}
