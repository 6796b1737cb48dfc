import { expect } from 'vitest'
import { whatsapp } from '../../../src/platforms/whatsapp/index.ts'
import { eventFaults } from '../contract.ts'

export const receivedAt = new Date('2026-01-10T12:00:00.000Z')
export const WABA = '2098765'
export const NUMBER = '1098765'
export const PHONE = '15550100999'
export const PERSON = '15550100123'
export const USER_ID = 'US.1001'
export const seconds = 1_767_960_000
export const timestamp = String(seconds)

export const normalise = (body: unknown, at = receivedAt) => {
  const events = whatsapp.webhook.normalise(body, at)
  for (const event of events) expect(eventFaults(event)).toEqual([])
  return events
}
export const one = (body: unknown, at = receivedAt) => {
  const [event, ...others] = normalise(body, at)
  expect(others).toEqual([])
  if (!event) throw new Error('no event')
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as Record<string, unknown> }
}
export const body = (...entry: unknown[]) => ({ object: 'whatsapp_business_account', entry })
export const metadata = { display_phone_number: PHONE, phone_number_id: NUMBER }
export const change = (value: object, field = 'messages') => ({
  field,
  value: { messaging_product: 'whatsapp', metadata, ...value },
})
export const numbered = (value: object, field = 'messages') => body({ id: WABA, changes: [change(value, field)] })
export const contacts = [{ profile: { name: 'John Doe' }, wa_id: PERSON }]
export const item = (members: object) => ({ from: PERSON, id: 'wamid.1', timestamp, ...members })
export const message = (members: object, value: object = {}) =>
  numbered({ contacts, messages: [item(members)], ...value })
export const text = (words: string, members: object = {}) =>
  message({ type: 'text', text: { body: words }, ...members })
export const echo = (members: object) =>
  numbered({ message_echoes: [item({ from: PHONE, to: PERSON, ...members })] }, 'smb_message_echoes')
export const status = (name: string, members: object = {}, value: object = {}) =>
  numbered({ statuses: [{ id: 'wamid.9', status: name, timestamp, recipient_id: PERSON, ...members }], ...value })
export const ofAccount = (field: string, value: object, time: unknown = seconds) =>
  body({ id: WABA, time, changes: [{ field, value }] })
