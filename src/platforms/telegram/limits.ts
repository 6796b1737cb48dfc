import type { Capabilities, RateLimit, Recipients } from '../messaging.ts'

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
    'mark_seen',
    'typing',
  ],
  quotes: true,
  maxTextLength: 4096,
  textUnit: 'characters',
}

/** Ids of groups and channels are negative; public ones have a name. */
const GROUPS: Recipients = { name: 'groups', includes: (recipient) => /^[-@]/.test(recipient) }

/** Per bot, per chat, and per group: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const RATE_LIMITS: readonly RateLimit[] = [
  { scope: 'send', max: 30, perMs: 1000 },
  { scope: 'recipient', max: 1, perMs: 1000, burst: 3 },
  { scope: 'recipient', recipients: GROUPS, max: 20, perMs: 60_000 },
]

export const MAX = { caption: 1024, buttonText: 64, callbackData: 64, buttons: 100 } as const
