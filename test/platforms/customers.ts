import type { PlatformId } from '../../src/platforms/index.ts'
import type { Platforms } from './index.ts'

interface Deed {
  readonly platform: PlatformId
  /** A kind of sample, or a comment under a post. */
  readonly kind: string
  readonly texts?: readonly string[]
}

const QUESTIONS = [
  'Hi! Do you have this in blue?',
  'Are you open on Sunday?',
  'Where is my order 1042?',
  'Great shop, thank you!',
  'Können Sie das auch nach Köln liefern?',
  'サイズはありますか？',
]
const COMMENTS = ['How much is it?', 'Love this 😍', 'Do you ship abroad?', 'When is it back in stock?']

const DEEDS: readonly Deed[] = [
  { platform: 'instagram', kind: 'message', texts: QUESTIONS },
  { platform: 'facebook', kind: 'message', texts: QUESTIONS },
  { platform: 'whatsapp', kind: 'message', texts: QUESTIONS },
  { platform: 'line', kind: 'message', texts: QUESTIONS },
  { platform: 'instagram', kind: 'comment', texts: COMMENTS },
  { platform: 'facebook', kind: 'comment', texts: COMMENTS },
  { platform: 'instagram', kind: 'message-image' },
  { platform: 'whatsapp', kind: 'message-image' },
  { platform: 'line', kind: 'message-sticker' },
  { platform: 'instagram', kind: 'reaction' },
  { platform: 'facebook', kind: 'postback' },
  { platform: 'instagram', kind: 'story-mention' },
  { platform: 'line', kind: 'follow' },
]

const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(Math.random() * from.length)]

export interface Customers {
  stop(): Promise<void>
}

/** Customers who write now and then, each under the account's own name for them, and read what they are answered. */
export function startCustomers(
  platforms: Platforms,
  { everyMs, onDeed }: { everyMs: number; onDeed(line: string): void },
): Customers {
  const read = new Set<string>()
  let turn = 0
  let busy: Promise<unknown> = Promise.resolve()

  async function act(): Promise<void> {
    const deed = turn < DEEDS.length ? DEEDS[turn++] : pick(DEEDS)
    if (!deed) return
    const { platform, kind, texts } = deed
    const text = texts && pick(texts)
    const person = platforms.seeds[platform].person.id
    if (kind === 'comment' && (platform === 'instagram' || platform === 'facebook')) {
      platforms.comment(platform, text ?? 'Nice')
      onDeed(`${platform}: a comment, "${text}"`)
      return
    }
    const delivery = await platforms.push(platform, kind, { person, ...(text === undefined ? {} : { text }) })
    onDeed(`${platform}: ${kind}${text === undefined ? '' : `, "${text}"`} → ${delivery.status ?? 'no answer'}`)
  }

  /** WhatsApp says by itself what becomes of a message. */
  function readAnswers(): void {
    for (const message of platforms.state.messages.values()) {
      if (message.direction === 'in' || read.has(message.id)) continue
      read.add(message.id)
      const platform = platforms.state.accounts.get(message.accountId)?.platform
      onDeed(`${platform}: the customer got "${message.text ?? 'a message'}"`)
      if (platform === 'instagram' || platform === 'facebook') platforms.report(message.id, 'read')
    }
  }

  const timer = setInterval(() => {
    busy = busy.then(act).then(readAnswers, (error: unknown) => onDeed(String(error)))
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await busy
    },
  }
}
