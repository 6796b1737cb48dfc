import { useQueryClient } from '@tanstack/react-query'
import { useLiveEvents } from '../../api/live.tsx'

/** Fetches accounts again as soon as one is connected, disconnected or changed. */
export function useLiveAccounts(): void {
  const queries = useQueryClient()
  useLiveEvents((events) => {
    if (events.some(({ type }) => type.startsWith('account.')))
      void queries.invalidateQueries({ queryKey: ['accounts'] })
  })
}
