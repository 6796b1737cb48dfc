import { useAddressFilters } from '../../../lib/address.ts'
import { FILTER_NAMES, type FilterName, type Filters } from './filters.ts'

export interface FilterControl {
  readonly filters: Filters
  /** `replace`: the step before is not worth going back to, as while typing. */
  change(changes: Partial<Record<FilterName, string | undefined>>, options?: { replace?: boolean }): void
  clear(): void
  /** These and no others. */
  set(filters: Filters): void
}

/** The filters in the address. */
export function useFilters(): FilterControl {
  const { values: filters, change, clear } = useAddressFilters(FILTER_NAMES)
  const set = (next: Filters) => change(Object.fromEntries(FILTER_NAMES.map((name) => [name, next[name]])))
  return { filters, change, clear, set }
}
