import type { Settings, SettingsChange } from '@hubbub/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'

const KEY = ['settings']

export function useSettings() {
  const client = useClient()
  return useQuery<Settings>({ queryKey: KEY, queryFn: ({ signal }) => client.getSettings({ signal }) })
}

/** Saves a change; `onDone` when the hub has it. */
export function useSaveSettings(onDone: () => void) {
  const { settings: t } = useStrings()
  const client = useClient()
  const queries = useQueryClient()
  return useAction<SettingsChange, Settings>({
    run: (change) => client.updateSettings(change),
    done: (_, change) => (Object.values(change).every((value) => value === null) ? t.resetDone : t.saved),
    onDone(saved) {
      queries.setQueryData(KEY, saved)
      onDone()
    },
  })
}
