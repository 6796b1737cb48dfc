import { type Parts, randomDigits, randomText, type SampleDialect, type SampleMaker } from '../meta/sample-parts.ts'

export const DIALECT: SampleDialect = {
  object: 'whatsapp_business_account',
  account: '109876500000001',
  person: '15550100123',
  mid: () => `wamid.${randomText(45)}`,
  objectId: () => `1${randomDigits(14)}`,
  fileUrl: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=',
}

export const WABA = '209876500000001'
const USER_ID = 'US.10000000000000000001'
export const PHONE = '15550100999'

let last = 0

/** A second that no other sample of this process has: what has no id is told apart by its time. */
export function nextSecond(): number {
  last = Math.max(Math.floor(Date.now() / 1000), last + 1)
  return last
}

/** A fresh id of a group. */
export const groupId = (parts: Parts) => `12036${parts.objectId()}@g.us`

/** How the person of a sample is named: by number and id, or by the one that was asked for. */
export function idsOfPerson({ options, person }: Parts): { readonly phone?: string; readonly userId?: string } {
  if (options.senderId === undefined) return { phone: person.id, userId: USER_ID }
  return /^[A-Z]{2}\./.test(person.id) ? { userId: person.id } : { phone: person.id }
}

const contactOf = (parts: Parts) => {
  const { phone, userId } = idsOfPerson(parts)
  const { username } = parts.options
  const profile = { name: 'John Doe', ...(username === undefined ? {} : { username: `@${username}` }) }
  return { profile, wa_id: phone, user_id: userId }
}

/** A body with one change of a phone number. */
export const numberBody = (parts: Parts, field: string, value: object, time?: number) => ({
  object: parts.object,
  entry: [
    {
      id: WABA,
      ...(time === undefined ? {} : { time }),
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: PHONE, phone_number_id: parts.account },
            ...value,
          },
        },
      ],
    },
  ],
})

/** A body with one change of the WhatsApp Business Account. */
export const accountBody = (parts: Parts, field: string, value: object) => ({
  object: parts.object,
  entry: [{ id: parts.account, time: nextSecond(), changes: [{ field, value }] }],
})

/** An item of `messages`. */
export function messageItem(parts: Parts, type: string, members: object) {
  const { phone, userId } = idsOfPerson(parts)
  return { from: phone, from_user_id: userId, id: parts.mid(), timestamp: String(nextSecond()), type, ...members }
}

/** An item of `statuses`. */
export function statusItem(parts: Parts, status: string, members: object = {}) {
  const { phone, userId } = idsOfPerson(parts)
  return {
    id: parts.mid(),
    status,
    timestamp: String(nextSecond()),
    recipient_id: phone,
    recipient_user_id: userId,
    ...members,
  }
}

/** A file as it stands in a message. */
export const media = (parts: Parts, mimeType: string, members: object = {}) => ({
  id: parts.objectId(),
  mime_type: mimeType,
  sha256: randomText(32),
  url: parts.fileUrl(),
  ...members,
})

/** A sample of a change with lists, about a person. */
export const about =
  (field: string, value: (parts: Parts) => object): SampleMaker =>
  (parts) =>
    numberBody(parts, field, { contacts: [contactOf(parts)], ...value(parts) })

/** A sample of a change with lists, about nobody. */
export const number =
  (field: string, value: (parts: Parts) => object): SampleMaker =>
  (parts) =>
    numberBody(parts, field, value(parts))

/** A sample of a message from the person. */
export const message = (type: string, members: (parts: Parts) => object): SampleMaker =>
  about('messages', (parts) => ({ messages: [messageItem(parts, type, members(parts))] }))

/** A sample of a message that consists of one file. */
export const file = (type: string, mimeType: string, members: object = {}): SampleMaker =>
  message(type, (parts) => ({ [type]: media(parts, mimeType, members) }))

/** A sample of what became of a message that was sent. */
export const status = (name: string, members: (parts: Parts) => object = () => ({})): SampleMaker =>
  about('messages', (parts) => ({ statuses: [statusItem(parts, name, members(parts))] }))

/** A sample of a change of the WhatsApp Business Account. */
export const account =
  (field: string, value: (parts: Parts) => object): SampleMaker =>
  (parts) =>
    accountBody(parts, field, value(parts))
