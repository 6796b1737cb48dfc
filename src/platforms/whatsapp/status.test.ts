import { describe, expect, it } from 'vitest'
import {
  echo,
  NUMBER,
  normalise,
  numbered,
  one,
  PERSON,
  PHONE,
  seconds,
  status,
  timestamp,
} from '../../../test/platforms/whatsapp/bodies.ts'

describe('a message of the account', () => {
  it('written with the phone is an echo', () => {
    expect(one(echo({ type: 'text', text: { body: 'Yes' } }))).toMatchObject({
      type: 'message.sent',
      dedupKey: 'echo:wamid.1',
      senderId: NUMBER,
      conversationKey: PERSON,
      data: { content: 'Yes', sender: { id: NUMBER, phone: PHONE }, recipient: { id: PERSON } },
    })
  })

  it('that is on its way gives a receipt, not a second message', () => {
    const conversation = { id: 'c', expiration_timestamp: timestamp, origin: { type: 'utility' } }
    const pricing = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'utility' }
    const sent = one(status('sent', { conversation, pricing, biz_opaque_callback_data: 'order-5' }))
    expect(sent).toMatchObject({
      type: 'message.sent',
      dedupKey: 'status:wamid.9:sent:',
      data: {
        messageId: 'wamid.9',
        receipt: true,
        content: '',
        sender: { id: NUMBER },
        recipient: { id: PERSON },
        trackingId: 'order-5',
        pricing: { category: 'utility', model: 'PMP', billable: false, type: 'free_customer_service' },
        paidConversation: { id: 'c', category: 'utility', expiresAt: '2026-01-09T12:00:00.000Z' },
      },
    })
  })

  it.each([
    ['delivered', 'message.delivered'],
    ['read', 'message.read'],
  ])('that is %s gives %s under its own id', (name, type) => {
    expect(one(status(name, { pricing: { billable: true, category: 'service' } }))).toMatchObject({
      type,
      dedupKey: `status:wamid.9:${name}:`,
      senderId: PERSON,
      conversationKey: PERSON,
      data: { messageId: 'wamid.9', recipient: { id: PERSON }, pricing: { billable: true, category: 'service' } },
    })
  })

  it('that is played is read, and marked', () => {
    expect(one(status('played'))).toMatchObject({ type: 'message.read', data: { played: true } })
  })

  it('that failed says why', () => {
    const errors = [{ code: 131026, title: 'Undeliverable', error_data: { details: 'No such number.' } }]
    expect(one(status('failed', { errors }))).toMatchObject({
      type: 'message.failed',
      data: { messageId: 'wamid.9', error: 'Undeliverable', errorCode: '131026', details: 'No such number.' },
    })
    expect(one(status('failed')).data.error).not.toBe('')
  })

  it('in a group has a receipt per member, however the member is spelt', () => {
    const group = { recipient_id: 'g1', recipient_type: 'group' }
    const statuses = [
      { id: 'wamid.9', status: 'read', timestamp, ...group, recipient_participant_id: PERSON },
      { id: 'wamid.9', status: 'read', timestamp, ...group, participant_recipient_id: '2' },
      { id: 'wamid.9', status: 'read', timestamp, ...group, participant_recipient_id: '2' },
    ]
    const events = normalise(numbered({ statuses }))
    expect(events.map(({ dedupKey }) => dedupKey)).toEqual([`status:wamid.9:read:${PERSON}`, 'status:wamid.9:read:2'])
    for (const { conversationKey } of events) expect(conversationKey).toBe('g1')
  })

  it('with a status that nobody knows yet is kept as unhandled', () => {
    expect(one(status('teleported'))).toMatchObject({ type: 'event.unhandled', data: { field: 'teleported' } })
  })

  it('that was paid for tells the account', () => {
    const payment = { reference_id: 'r', amount: { value: 5, offset: 100 } }
    expect(one(status('captured', { type: 'payment', payment }))).toMatchObject({
      type: 'account.updated',
      conversationKey: PERSON,
      data: { change: 'payment', status: 'captured', details: { messageId: 'wamid.9', reference_id: 'r' } },
    })
  })
})

describe('a call', () => {
  const call = (members: object, value: object = {}) =>
    one(numbered({ calls: [{ id: 'wacid.1', timestamp, ...members }], ...value }, 'calls'))

  it('of a person is a message that carries what is needed to answer', () => {
    const session = { sdp_type: 'offer', sdp: 'v=0' }
    expect(call({ event: 'connect', from: PERSON, to: PHONE, direction: 'USER_INITIATED', session })).toMatchObject({
      type: 'message.received',
      dedupKey: 'call:wacid.1:connect',
      conversationKey: PERSON,
      data: { kind: 'call', call: { event: 'connect', direction: 'inbound', sdpType: 'offer', sdp: 'v=0' } },
    })
  })

  it('of the account is a sent message', () => {
    expect(call({ event: 'connect', from: PHONE, to: PERSON, direction: 'BUSINESS_INITIATED' })).toMatchObject({
      type: 'message.sent',
      conversationKey: PERSON,
      data: { sender: { id: NUMBER }, recipient: { id: PERSON } },
    })
  })

  it('that ends changes the message, in milliseconds', () => {
    const times = { start_time: timestamp, end_time: String(seconds + 90), duration: 90, status: 'COMPLETED' }
    expect(call({ event: 'terminate', from: PERSON, to: PHONE, direction: 'USER_INITIATED', ...times })).toMatchObject({
      type: 'message.edited',
      data: {
        messageId: 'wacid.1',
        call: { status: 'completed', durationMs: 90_000, endedAt: '2026-01-09T12:01:30.000Z' },
      },
    })
  })

  it('that rings changes the message too', () => {
    expect(one(status('RINGING', { id: 'wacid.1', type: 'call' }))).toMatchObject({
      type: 'message.edited',
      dedupKey: 'call_status:wacid.1:ringing',
      data: { messageId: 'wacid.1', call: { event: 'status', status: 'ringing' } },
    })
  })
})
