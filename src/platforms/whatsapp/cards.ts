import { filled, id, type JsonRecord, list, present, record } from '../json.ts'

/** A shared contact card as an attachment. */
export function cardOf(value: unknown) {
  const card = record(value) ?? {}
  const name = record(card.name)
  const contact = present({
    name: (name && filled(name.formatted_name)) ?? nameOfVcard(card.vcard),
    organization: filled(record(card.org)?.company),
    phones: some(list(card.phones).flatMap(phoneOf)),
    emails: texts(card.emails, 'email'),
    addresses: some(list(card.addresses).flatMap(addressOf)),
    urls: texts(card.urls, 'url'),
    birthday: filled(card.birthday),
  })
  return { type: 'contact', contact }
}

function phoneOf(value: unknown) {
  const phone = record(value)
  const number = phone && filled(phone.phone)
  return phone && number !== undefined ? [{ number, type: filled(phone.type), platformId: id(phone.wa_id) }] : []
}

function addressOf(value: unknown): string[] {
  const address = record(value)
  if (!address) return []
  const cityLine = [address.zip, address.city].map(filled).filter(isText).join(' ')
  const line = [filled(address.street), cityLine, filled(address.state), filled(address.country)]
  const text = line.filter(isText).join(', ')
  return text === '' ? [] : [text]
}

function texts(value: unknown, member: string): string[] | undefined {
  return some(list(value).flatMap((item) => filled((record(item) as JsonRecord | undefined)?.[member]) ?? []))
}

function nameOfVcard(value: unknown): string | undefined {
  return filled(value)?.match(/^FN[^:\r\n]{0,100}:([^\r\n]{1,500})/m)?.[1]
}

const isText = (value: string | undefined): value is string => value !== undefined && value !== ''

const some = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined)
