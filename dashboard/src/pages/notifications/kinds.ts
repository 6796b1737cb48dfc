import type { Notification } from '@hubbub/sdk'
import { core as en } from '../../strings/en/core.ts'

/** Every kind of notification, what is worst first. */
export const KINDS = Object.keys(en.notifications.types) as readonly Notification['type'][]

export function isKind(text: string | undefined): text is Notification['type'] {
  return text !== undefined && Object.hasOwn(en.notifications.types, text)
}
