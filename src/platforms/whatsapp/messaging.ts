import type { MessagingFacet } from '../messaging.ts'
import { graphFailure } from '../meta/error-table.ts'
import { MAX_TEXT_CHARACTERS, render } from './render.ts'

const SECOND = 1000
const HOUR = 3_600_000

export const messaging: MessagingFacet = {
  capabilities: {
    sends: [
      'text',
      'image',
      'video',
      'audio',
      'file',
      'sticker',
      'location',
      'contacts',
      'reaction',
      'quick_replies',
      'buttons',
      'list',
      'template',
      'mark_seen',
      'typing',
    ],
    quotes: true,
    maxTextLength: MAX_TEXT_CHARACTERS,
    textUnit: 'characters',
  },
  limits: [
    { scope: 'send', max: 80, perMs: SECOND },
    { scope: 'recipient', max: 1, perMs: 6 * SECOND, burst: 45 },
    { scope: 'calls', max: 200, perMs: HOUR },
  ],
  // After it only templates can be sent.
  window: { hours: 24, humanAgentHours: undefined },
  deduplicatesByKey: false,
  severalIds: true,
  recipient,
  check: (message) => void render(message),
  failure: graphFailure,
}

/** Numbers are taken in any spelling; the platform names people by the digits. */
function recipient(to: string): string {
  return /^\+?[\d\s().-]+$/.test(to) ? to.replace(/\D/g, '') : to
}
