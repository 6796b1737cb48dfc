import type { Outgoing } from '../client.ts'
import { createWhatsAppClient } from './client.ts'
import { WhatsAppCredentials } from './credentials.ts'
import { MAX_TEXT_CHARACTERS, render } from './render.ts'

const SECOND = 1000
const HOUR = 3_600_000

/** WhatsApp's outgoing side. */
export const whatsappOutgoing: Outgoing = {
  credentials: WhatsAppCredentials,
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
    windowHours: 24,
  },
  limits: [
    { scope: 'send', max: 80, perMs: SECOND },
    { scope: 'recipient', max: 1, perMs: 6 * SECOND, burst: 45 },
    { scope: 'calls', max: 200, perMs: HOUR },
  ],
  check: (message) => void render(message),
  createClient: createWhatsAppClient,
}
