import type { Notification } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

/** As many as are looked at for toasts and for the count of new ones. */
export const RECENT = 100
/** Some are told by no live event: that processing failed. */
const REFRESH_MS = 60_000

/** The newest notifications, newest first. */
export function useRecent() {
  const client = useClient()
  return useQuery<readonly Notification[]>({
    queryKey: ['notifications', 'recent'],
    queryFn: async ({ signal }) => (await client.listNotifications({ limit: RECENT }, { signal })).data,
    refetchInterval: REFRESH_MS,
    refetchIntervalInBackground: true,
  })
}
