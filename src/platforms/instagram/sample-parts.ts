import { randomBytes, randomInt } from 'node:crypto'
import type { SampleOptions } from '../platform.ts'

/** The pieces samples are made of; ids are fresh in every set. */
export interface Parts {
  readonly options: SampleOptions
  readonly account: string
  readonly person: { readonly id: string; readonly username?: string }
  readonly now: number
  /** A fresh message id. */
  mid(): string
  /** A fresh media, comment or story id. */
  objectId(): string
  text(fallback: string): string
  /** A messaging item from the person to the account. */
  item(members: object): object
  /** A messaging item from the account to the person. */
  outgoing(members: object): object
  /** A message from the person. */
  message(members: object): object
}

export const SAMPLE_ACCOUNT = '17841400000000001'

const SAMPLE_PERSON = '1784200000000001'

let last = 0

export function partsOf(options: SampleOptions): Parts {
  const account = options.accountId ?? SAMPLE_ACCOUNT
  const username = options.username
  const person = { id: options.senderId ?? SAMPLE_PERSON, ...(username === undefined ? {} : { username }) }
  // What has no id of its own is told apart by its time: no two samples of a process share one.
  const now = Math.max(Date.now(), last + 1)
  last = now
  const mid = () => `aWdf${randomBytes(45).toString('base64url')}ZD`
  const item = (members: object) => ({ sender: person, recipient: { id: account }, timestamp: now, ...members })
  return {
    options,
    account,
    person,
    now,
    mid,
    objectId: () => `179${randomInt(1e14).toString().padStart(14, '0')}`,
    text: (fallback) => options.text ?? fallback,
    item,
    outgoing: (members) => ({ sender: { id: account }, recipient: person, timestamp: now, ...members }),
    message: (members) => item({ message: { mid: mid(), ...members } }),
  }
}

/** A body with messaging items. */
export function messagingBody(parts: Parts, items: readonly object[], channel: 'messaging' | 'standby' = 'messaging') {
  return { object: 'instagram', entry: [{ id: parts.account, time: parts.now + 150, [channel]: items }] }
}

/** A body with changes; Instagram gives their time in seconds. */
export function changesBody(parts: Parts, changes: readonly { field: string; value: object }[]) {
  return { object: 'instagram', entry: [{ id: parts.account, time: Math.floor(parts.now / 1000), changes }] }
}

/** A file as Instagram attaches it; the address and kind can be chosen. */
export function file(parts: Parts, type: string) {
  const url = parts.options.mediaUrl ?? `https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=${parts.objectId()}`
  return { type, payload: { url } }
}
