import type { EndpointFormat } from '../store/schema.ts'
import { cloudevents } from './formats/cloudevents.ts'
import { flat } from './formats/flat.ts'
import { raw } from './formats/raw.ts'
import { accountView, standard } from './formats/standard.ts'
import { publicIdOf } from './public-id.ts'
import type { StoredEvent } from './stored.ts'

/** The account as deliveries show it. */
export interface EventAccount {
  readonly id: string
  readonly platform: string
  readonly externalId: string
  readonly username: string | undefined
}

/** What of a stored event is rendered; ids are uuids, `data` and `raw` JSON text. */
export type RenderedEvent = Pick<
  StoredEvent,
  'id' | 'workspaceId' | 'type' | 'platform' | 'occurredAt' | 'data' | 'raw'
>

/** Writes the body of a delivery; the same input always gives the same bytes. */
export interface Format {
  readonly contentType: string
  render(event: RenderedEvent, account: EventAccount | undefined): string
}

const FORMATS: Readonly<Record<EndpointFormat, Format>> = { standard, flat, cloudevents, raw }

/** The body of a delivery in an endpoint's format. */
export function renderDelivery(
  format: EndpointFormat,
  event: RenderedEvent,
  account: EventAccount | undefined,
): string {
  return FORMATS[format].render(event, account)
}

/** The `Content-Type` of a format. */
export function contentTypeOf(format: EndpointFormat): string {
  return FORMATS[format].contentType
}

/** The standard body as an object, e.g. for filters and for the API. */
export function standardBody(event: RenderedEvent, account: EventAccount | undefined): Record<string, unknown> {
  return {
    id: publicIdOf('event', event.id),
    event: event.type,
    timestamp: event.occurredAt.toISOString(),
    workspaceId: publicIdOf('workspace', event.workspaceId),
    account: accountView(account),
    data: JSON.parse(event.data),
  }
}
