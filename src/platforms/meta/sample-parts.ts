import { randomBytes, randomInt } from 'node:crypto'
import type { SampleOptions } from '../webhook.ts'

/** What the bodies of one platform have of their own. */
export interface SampleDialect {
  readonly object: string
  readonly account: string
  readonly person: string
  /** A fresh message id. */
  mid(): string
  /** A fresh media, comment or story id. */
  objectId(): string
  /** Where files lie; a number follows. */
  readonly fileUrl: string
}

export type SampleMaker = (parts: Parts) => unknown

/** The pieces samples are made of; ids are fresh in every set. */
export interface Parts {
  readonly options: SampleOptions
  readonly object: string
  readonly account: string
  readonly person: { readonly id: string; readonly username?: string }
  readonly now: number
  /** A fresh message id. */
  mid(): string
  /** A fresh media, comment or story id. */
  objectId(): string
  /** The address of a file; it can be chosen. */
  fileUrl(): string
  text(fallback: string): string
  /** A messaging item from the person to the account. */
  item(members: object): object
  /** A messaging item from the account to the person. */
  outgoing(members: object): object
  /** A message from the person. */
  message(members: object): object
}

/** Digits, as many as asked for (at most 14), that no other sample is likely to have. */
export const randomDigits = (length: number) =>
  randomInt(10 ** length)
    .toString()
    .padStart(length, '0')

/** Characters of base64url over so many random bytes. */
export const randomText = (bytes: number) => randomBytes(bytes).toString('base64url')

let last = 0

export function partsOf(options: SampleOptions, dialect: SampleDialect): Parts {
  const account = options.accountId ?? dialect.account
  const username = options.username
  const person = { id: options.senderId ?? dialect.person, ...(username === undefined ? {} : { username }) }
  // What has no id of its own is told apart by its time: no two samples of a process share one.
  const now = Math.max(Date.now(), last + 1)
  last = now
  const { mid, objectId, object } = dialect
  const item = (members: object) => ({ sender: person, recipient: { id: account }, timestamp: now, ...members })
  return {
    options,
    object,
    account,
    person,
    now,
    mid,
    objectId,
    fileUrl: () => options.mediaUrl ?? dialect.fileUrl + objectId(),
    text: (fallback) => options.text ?? fallback,
    item,
    outgoing: (members) => ({ sender: { id: account }, recipient: person, timestamp: now, ...members }),
    message: (members) => item({ message: { mid: mid(), ...members } }),
  }
}

/** A body with messaging items. */
export function messagingBody(parts: Parts, items: readonly object[], channel: 'messaging' | 'standby' = 'messaging') {
  return { object: parts.object, entry: [{ id: parts.account, time: parts.now + 150, [channel]: items }] }
}

/** A body with changes; Meta gives their time in seconds. */
export function changesBody(parts: Parts, changes: readonly { field: string; value: object }[]) {
  return { object: parts.object, entry: [{ id: parts.account, time: Math.floor(parts.now / 1000), changes }] }
}

/** A file as it is attached to a message. */
export function file(parts: Parts, type: string) {
  return { type, payload: { url: parts.fileUrl() } }
}

/** The kinds of made-up events, and how to make one: undefined for an unknown kind. */
export function createSamples(makers: Readonly<Record<string, SampleMaker>>, dialect: SampleDialect) {
  const known = new Map(Object.entries(makers))
  return {
    samples: [...known.keys()],
    sample: (kind: string, options: SampleOptions = {}): unknown => known.get(kind)?.(partsOf(options, dialect)),
  }
}

/** A sample of one messaging item. */
export const messaging =
  (item: (parts: Parts) => object): SampleMaker =>
  (parts) =>
    messagingBody(parts, [item(parts)])

/** A sample of a message from a person. */
export const message = (members: (parts: Parts) => object): SampleMaker =>
  messaging((parts) => parts.message(members(parts)))

/** A sample of a message that consists of one file. */
export const attachment = (type: string): SampleMaker => message((parts) => ({ attachments: [file(parts, type)] }))

/** A sample of one change. */
export const change =
  (field: string, value: (parts: Parts) => object): SampleMaker =>
  (parts) =>
    changesBody(parts, [{ field, value: value(parts) }])
