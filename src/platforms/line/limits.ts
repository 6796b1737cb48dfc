import type { Capabilities, RateLimit } from '../messaging.ts'

/** What a LINE channel may send. */
export const CAPABILITIES: Capabilities = {
  sends: [
    'text',
    'image',
    'video',
    'audio',
    'sticker',
    'location',
    'quick_replies',
    'buttons',
    'list',
    'carousel',
    'native',
    'mark_seen',
    'typing',
  ],
  quotes: true,
  maxTextLength: 5000,
  textUnit: 'utf16',
}

/** Per channel and operation. Pushed messages also count against the monthly quota of the plan; replies do not. */
export const RATE_LIMITS: readonly RateLimit[] = [
  { scope: 'send', max: 2000, perMs: 1000 },
  { scope: 'calls', max: 2000, perMs: 1000 },
]

/** Longest values LINE takes: UTF-16 units, but `label`, `displayText` and what templates show are graphemes. */
export const MAX = {
  text: CAPABILITIES.maxTextLength,
  altText: 1500,
  place: 100,
  url: 2000,
  actionUrl: 1000,
  data: 300,
  displayText: 300,
  templateLabel: 20,
  flexLabel: 40,
  templateTitle: 40,
  buttonsText: 160,
  buttonsTextUnderTitle: 60,
  confirmText: 240,
  columnText: 120,
  columnTextUnderTitle: 60,
  callbackUrl: 500,
  /** Bytes of JSON. */
  bubble: 30_000,
  flexCarousel: 50_000,
} as const
