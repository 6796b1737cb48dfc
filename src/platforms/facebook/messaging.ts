import { asGiven, type MessagingFacet } from '../messaging.ts'
import { graphFailure } from '../meta/error-table.ts'
import { META_WINDOW } from '../meta/window.ts'
import { MAX_TEXT_CHARACTERS, render } from './render.ts'

/** Messenger. */
export const messaging: MessagingFacet = {
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
  },
  limits: [
    { scope: 'send', max: 300, perMs: 1000 },
    { scope: 'send', types: ['audio', 'video'], max: 10, perMs: 1000 },
  ],
  window: META_WINDOW,
  deduplicatesByKey: false,
  recipient: asGiven,
  check: (message) => void render(message),
  failure: graphFailure,
}
