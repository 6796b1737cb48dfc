import { asGiven, type MessagingFacet } from '../messaging.ts'
import { graphFailure } from '../meta/error-table.ts'
import { META_WINDOW } from '../meta/window.ts'
import { MAX_TEXT_BYTES, render } from './render.ts'

const SECOND = 1000

export const messaging: MessagingFacet = {
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
  },
  limits: [
    { scope: 'send', max: 100, perMs: SECOND },
    { scope: 'send', types: ['audio', 'video'], max: 10, perMs: SECOND },
  ],
  window: META_WINDOW,
  deduplicatesByKey: false,
  recipient: asGiven,
  check: (message) => void render(message),
  failure: graphFailure,
}
