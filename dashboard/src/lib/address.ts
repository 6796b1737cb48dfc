import { useMemo } from 'react'
import { useSearchParams } from 'wouter'

/**
 * Filters that are kept in the address, so that a list can be bookmarked, shared and gone back to. `names` are the
 * parameters it owns; a value that is empty is left out.
 */
export function useAddressFilters<const Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams()
  const key = names.map((name) => params.get(name) ?? '').join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is all that matters of the parameters.
  const values = useMemo(() => {
    const found: Partial<Record<Name, string>> = {}
    for (const name of names) {
      const value = params.get(name)
      if (value) found[name] = value
    }
    return found
  }, [key])
  const change = (changes: Partial<Record<Name, string | undefined>>, { replace = false } = {}) => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries<string | undefined>(changes as Record<string, string | undefined>)) {
          if (value) after.set(name, value)
          else after.delete(name)
        }
        return after
      },
      { replace },
    )
  }
  const clear = () =>
    change(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<Record<Name, undefined>>)
  return { values, change, clear }
}
