import type { Outgoing } from '../client.ts'
import { createInstagramClient } from './client.ts'
import { InstagramCredentials } from './credentials.ts'
import { MAX_TEXT_BYTES, render } from './render.ts'

const SECOND = 1000

/** Instagram's outgoing side. */
export const instagramOutgoing: Outgoing = {
  credentials: InstagramCredentials,
  capabilities: {
    sends: [
      'text',
      'image',
      'video',
      'audio',
      'file',
      'sticker',
      'reaction',
      'quick_replies',
      'buttons',
      'carousel',
      'mark_seen',
      'typing',
    ],
    quotes: true,
    maxTextLength: MAX_TEXT_BYTES,
    textUnit: 'bytes',
    windowHours: 24,
  },
  limits: [
    { scope: 'send', max: 100, perMs: SECOND },
    { scope: 'send', types: ['audio', 'video'], max: 10, perMs: SECOND },
  ],
  check: (message) => void render(message),
  createClient: createInstagramClient,
}
