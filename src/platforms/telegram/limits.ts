import type { Capabilities, RateLimit } from '../messaging.ts'

export const CAPABILITIES: Capabilities = {
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
    'native',
    'typing',
  ],
  quotes: true,
  maxTextLength: 4096,
  textUnit: 'characters',
}

/** Per bot, and per chat. Groups take 20 a minute: Telegram says so by `retry_after`, which holds that chat back. */
export const RATE_LIMITS: readonly RateLimit[] = [
  { scope: 'send', max: 30, perMs: 1000 },
  { scope: 'recipient', max: 1, perMs: 1000, burst: 3 },
]

export const MAX = { caption: 1024, buttonText: 64, callbackData: 64, buttons: 100 } as const
