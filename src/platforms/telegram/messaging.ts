import { asGiven, type MessagingFacet } from '../messaging.ts'
import { CAPABILITIES, RATE_LIMITS } from './limits.ts'
import { render } from './render.ts'

/** A bot may write at any time to whoever has begun with it. */
export const messaging: MessagingFacet = {
  capabilities: CAPABILITIES,
  limits: RATE_LIMITS,
  window: undefined,
  deduplicatesByKey: false,
  anonymousSenders: true,
  recipient: asGiven,
  check: (message) => void render(message),
}
