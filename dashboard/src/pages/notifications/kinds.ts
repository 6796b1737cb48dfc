import type { Notification } from '@hubbub/sdk'
import { useStrings } from '../../strings/index.tsx'

/** Every kind of notification, what is worst first. */
export function useKinds(): readonly Notification['type'][] {
  return Object.keys(useStrings().notifications.types) as readonly Notification['type'][]
}
