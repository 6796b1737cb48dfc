import { type JsonRecord, string } from '../../src/platforms/json.ts'
import { DAY } from './clock.ts'
import type { Account } from './state.ts'
import { addMessage, ensurePerson, type World } from './world.ts'

const SAMPLE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Keeps a file that came with a message, for some days. */
export const keepFile = (world: World, account: Account, id: string, mimeType: string, days: number) =>
  world.state.uploads.set(id, {
    id,
    accountId: account.id,
    mimeType,
    bytes: SAMPLE,
    expiresAt: world.clock.now() + days * DAY,
  })

/** Keeps a message that a person wrote, once. */
export function received(
  world: World,
  account: Account,
  personId: string,
  content: JsonRecord,
  id: unknown,
  said: unknown,
): void {
  ensurePerson(world.state, account.platform, personId)
  const key = string(id)
  if (key !== undefined && world.state.messages.has(key)) return
  addMessage(world, account, personId, {
    direction: 'in',
    content,
    text: string(said),
    ...(key === undefined ? {} : { id: key }),
  })
}
