import type { StoredEvent } from '../stored.ts'

/** The formats that an endpoint can choose. */
export type FormatName = 'standard' | 'flat' | 'cloudevents' | 'raw'

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
