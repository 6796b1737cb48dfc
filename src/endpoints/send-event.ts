import { newUuid } from '../events/ids.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { Executor } from '../store/database.ts'
import { insertDelivery } from '../store/deliveries/insert.ts'
import type { EndpointRow } from '../store/endpoints/read.ts'
import type { EventRow } from '../store/events/rows.ts'

/** Puts a stored event on its way to an endpoint, whether it had it before or not. @returns the id of the delivery. */
export async function sendEvent(executor: Executor, event: EventRow, endpoint: EndpointRow): Promise<string> {
  const conversation = {
    accountId: event.account_id ?? undefined,
    conversationKey: event.conversation_key ?? undefined,
  }
  const delivery = {
    eventId: event.id,
    endpointId: endpoint.id,
    at: new Date(),
    orderingKey: orderingKeyOf(endpoint, conversation),
  }
  // The id that processing gives it: what is about to be routed there anyhow then comes once.
  const usual = deliveryIdOf(event, endpoint.id)
  if (await insertDelivery(executor, endpoint.workspace_id, { ...delivery, id: usual })) return usual
  const another = newUuid()
  await insertDelivery(executor, endpoint.workspace_id, { ...delivery, id: another })
  return another
}
