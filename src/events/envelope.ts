import { cloudevents } from './formats/cloudevents.ts'
import { flat } from './formats/flat.ts'
import type { EventAccount, Format, FormatName, RenderedEvent } from './formats/format.ts'
import { raw } from './formats/raw.ts'
import { accountView, standard } from './formats/standard.ts'
import { publicIdOf } from './public-id.ts'

const FORMATS: Readonly<Record<FormatName, Format>> = { standard, flat, cloudevents, raw }

/** The body of a delivery in an endpoint's format. */
export function renderDelivery(format: FormatName, event: RenderedEvent, account: EventAccount | undefined): string {
  return FORMATS[format].render(event, account)
}

/** The `Content-Type` of a format. */
export function contentTypeOf(format: FormatName): string {
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
