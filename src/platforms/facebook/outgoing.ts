import type { Outgoing } from '../client.ts'
import { createFacebookClient } from './client.ts'
import { FacebookCredentials } from './credentials.ts'
import { MAX_TEXT_CHARACTERS } from './render.ts'

/** Messenger's outgoing side. */
export const facebookOutgoing: Outgoing = {
  credentials: FacebookCredentials,
  capabilities: {
    sends: [
      'text',
      'image',
      'video',
      'audio',
      'file',
      'reaction',
      'quick_replies',
      'buttons',
      'carousel',
      'mark_seen',
      'typing',
    ],
    quotes: true,
    maxTextLength: MAX_TEXT_CHARACTERS,
    textUnit: 'characters',
    windowHours: 24,
  },
  limits: [
    { scope: 'send', max: 300, perMs: 1000 },
    // The Conversations API; other calls are held back by the usage headers.
    { scope: 'calls', max: 2, perMs: 1000 },
  ],
  createClient: createFacebookClient,
}
