import { toPublicId } from './ids.ts'

/** An event as the stages hand it on: the row of `events`, ids as uuids, `data` and `raw` as JSON text. */
export interface StoredEvent {
  readonly workspaceId: string
  readonly id: string
  readonly platform: string
  readonly accountId: string | undefined
  readonly type: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly senderId: string | undefined
  readonly conversationKey: string | undefined
  /** With the additions. */
  readonly data: string
  readonly raw: string
  /** What the hub added to it. */
  readonly additions?: Additions
}

/** What the hub adds to an event: computed once, stored beside it, part of its `data` wherever it is shown. */
export interface Additions {
  /** Uuid of the conversation. */
  readonly conversationId?: string
  /** Uuid of the contact. */
  readonly contactId?: string
  /** Other members of `data`: new ones, or in place of what the platform gave. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** The event with more additions. */
export function withAdditions(event: StoredEvent, more: Additions): StoredEvent {
  const members =
    event.additions?.members || more.members ? { ...event.additions?.members, ...more.members } : undefined
  return { ...event, data: addTo(event.data, more), additions: { ...event.additions, ...more, members } }
}

/** JSON text of `data` with the additions. A member `contact` that the platform gave stays: it is a person. */
export function addTo(data: string, { conversationId, contactId, members }: Additions): string {
  const added: Record<string, unknown> = { ...members }
  if (conversationId !== undefined) added.conversation = toPublicId('conversation', conversationId)
  if (contactId !== undefined && !data.includes('"contact":')) added.contact = toPublicId('contact', contactId)
  const names = Object.keys(added)
  if (names.length === 0) return data
  const isNew = data.length > 2 && names.every((name) => !data.includes(`"${name}":`))
  // Nearly always so, and it leaves every byte of what the platform gave as it is.
  if (isNew) return `${data.slice(0, -1)},${JSON.stringify(added).slice(1)}`
  return JSON.stringify({ ...JSON.parse(data), ...added })
}

/** Bytes an event holds in memory, roughly. */
export function sizeOf(event: StoredEvent): number {
  return 400 + 2 * (event.data.length + event.raw.length)
}
