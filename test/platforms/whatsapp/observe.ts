import { type JsonRecord, record, string } from '../../../src/platforms/json.ts'
import { records } from '../exchange.ts'
import { keepFile, received } from '../observe.ts'
import type { World } from '../world.ts'

/** What WhatsApp knows after a webhook: messages and their files. */
export function observe(world: World, payload: unknown): void {
  for (const entry of records(record(payload)?.entry))
    for (const { value } of records(entry.changes)) observeChange(world, record(value) ?? {})
}

function observeChange(world: World, value: JsonRecord): void {
  const account = world.state.accounts.get(String(record(value.metadata)?.phone_number_id))
  if (!account) return
  for (const message of records(value.messages)) {
    const from = string(message.from) ?? string(message.from_user_id)
    if (from === undefined) continue
    const content = record(message[String(message.type)])
    received(world, account, from, message, message.id, record(message.text)?.body)
    if (content?.mime_type) keepFile(world, account, String(content.id), String(content.mime_type), 7)
  }
}
