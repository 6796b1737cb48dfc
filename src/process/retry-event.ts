import { refusal } from '../codes/refusals.ts'
import { dedupKeyOf } from '../events/dedup.ts'
import { toPublicId } from '../events/ids.ts'
import { parseExact } from '../lib/exact-json.ts'
import { findPlatform } from '../platforms/index.ts'
import type { Database } from '../store/database.ts'
import { supersedeDeliveries } from '../store/deliveries/supersede.ts'
import { eventWithKey, findEvent, requeueEvent, rewriteEvent } from '../store/events/events.ts'
import { prepareEvents } from '../store/events/prepare.ts'
import type { EventRow } from '../store/events/rows.ts'

/**
 * Puts an event back into the queue. One that was `event.unhandled` is first understood anew, in place: it keeps its
 * id, so that what refers to it stays true. Who got it as that gets it again as what it is.
 * @throws HubError not_found; conflict when it is pending, or when the fact is stored already as another event.
 */
export async function retryEvent(database: Database, workspaceId: string, id: string): Promise<EventRow> {
  return await database.transaction(async (trx) => {
    const event = await findEvent(trx, workspaceId, id)
    if (!event) throw refusal('no_event', { id: toPublicId('event', id) })
    if (event.status === 'pending') throw refusal('event_pending')
    if (event.type === 'event.unhandled') {
      const understood = understandAgain(event)
      if (understood) {
        const holder = await eventWithKey(trx, workspaceId, understood.dedupKey)
        if (holder && holder.id !== id) throw refusal('event_stored_twice', { id: toPublicId('event', holder.id) })
        await rewriteEvent(trx, workspaceId, id, understood)
        await supersedeDeliveries(trx, workspaceId, id)
      }
    }
    await requeueEvent(trx, workspaceId, id)
    return (await findEvent(trx, workspaceId, id)) ?? event
  })
}

function understandAgain(event: EventRow & { raw: string }) {
  const platform = findPlatform(event.platform)
  if (!platform) return undefined
  const parsed: unknown = parseExact(event.raw)
  const [found] = platform.webhook
    .normalise(parsed, event.received_at)
    .filter((item) => item.type !== 'event.unhandled')
  if (!found) return undefined
  const [prepared] = prepareEvents(platform, [found], event.raw, event.received_at)
  if (!prepared) return undefined
  const account = event.account_external_id ?? found.accountExternalId
  return { ...prepared, dedupKey: dedupKeyOf(platform.id, account, found.dedupKey) }
}
