import type { PlatformId } from '../../src/platforms/index.ts'
import type { Platforms } from './platforms.ts'
import type { Deed } from './stand-in.ts'
import { STAND_INS, standInOf } from './stand-ins.ts'

/** The first deed of every platform, then the second of each, and so on. */
const DEEDS: readonly (Deed & { readonly platform: PlatformId })[] = [...STAND_INS]
  .flatMap(([id, { deeds }]) => deeds.map((deed, index) => ({ ...deed, platform: id as PlatformId, index })))
  .sort((one, other) => one.index - other.index)

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
    const next = turn < DEEDS.length ? DEEDS[turn++] : pick(DEEDS)
    if (!next) return
    const { platform, kind, texts, comment } = next
    const text = texts && pick(texts)
    if (comment) {
      platforms.comment(platform, text ?? 'Nice')
      onDeed(`${platform}: a comment, "${text}"`)
      return
    }
    const person = platforms.seeds[platform].person.id
    const delivery = await platforms.push(platform, kind, { person, ...(text === undefined ? {} : { text }) })
    onDeed(`${platform}: ${kind}${text === undefined ? '' : `, "${text}"`} → ${delivery.status ?? 'no answer'}`)
  }

  function readAnswers(): void {
    for (const message of platforms.state.messages.values()) {
      if (message.direction === 'in' || read.has(message.id)) continue
      read.add(message.id)
      const platform = platforms.state.accounts.get(message.accountId)?.platform
      onDeed(`${platform}: the customer got "${message.text ?? 'a message'}"`)
      if (platform && standInOf(platform).reports) platforms.report(message.id, 'read')
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
