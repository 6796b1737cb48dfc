import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

const EVERY_MS = 30_000

/** Whether everything is all right. It can turn bad without any event, so it is asked for again and again. */
export function useOverview() {
  const client = useClient()
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => client.getOverview({ signal }),
    refetchInterval: EVERY_MS,
  })
}
