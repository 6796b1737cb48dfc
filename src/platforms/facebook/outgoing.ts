import type { Outgoing } from '../client.ts'
import { createFacebookClient } from './client.ts'
import { FacebookCredentials } from './credentials.ts'
import { MAX_TEXT_CHARACTERS, render } from './render.ts'

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
    { scope: 'send', types: ['audio', 'video'], max: 10, perMs: 1000 },
  ],
  check: (message) => void render(message),
  createClient: createFacebookClient,
}
