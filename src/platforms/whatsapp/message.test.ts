import { describe, expect, it } from 'vitest'
import {
  contacts,
  echo,
  item,
  message,
  NUMBER,
  normalise,
  numbered,
  one,
  PERSON,
  PHONE,
  seconds,
  text,
  timestamp,
  USER_ID,
} from '../../../test/platforms/whatsapp/bodies.ts'
import { record } from '../json.ts'

describe('a message', () => {
  it('tells who wrote what, when, to which number and in which conversation', () => {
    expect(one(text('Hi'))).toMatchObject({
      type: 'message.received',
      accountExternalId: NUMBER,
      dedupKey: 'message:wamid.1',
      occurredAt: new Date(seconds * 1000),
      senderId: PERSON,
      conversationKey: PERSON,
      data: {
        messageId: 'wamid.1',
        conversationId: PERSON,
        platform: 'whatsapp',
        type: 'dm',
        kind: 'text',
        content: 'Hi',
        sender: { id: PERSON, name: 'John Doe', phone: PERSON },
        recipient: { id: NUMBER, phone: PHONE },
        attachments: [],
      },
    })
  })

  it.each([
    ['image', 'image', { mime_type: 'image/jpeg' }],
    ['video', 'video', { mime_type: 'video/mp4' }],
    ['audio', 'audio', { mime_type: 'audio/ogg', voice: true }],
    ['document', 'file', { mime_type: 'application/pdf', filename: 'a.pdf' }],
    ['sticker', 'sticker', { mime_type: 'image/webp', animated: true }],
  ])('with a file of type %s names the file, and its caption is the text', (type, kind, members) => {
    const file = { id: 'f1', sha256: 'h', url: 'https://example.com/f', caption: 'Look', ...members }
    const { mime_type: mimeType, filename: fileName, ...flags } = members as Record<string, unknown>
    const attachment = { type: kind, id: 'f1', sha256: 'h', url: 'https://example.com/f', mimeType, fileName, ...flags }
    expect(one(message({ type, [type]: file })).data).toMatchObject({
      kind,
      content: 'Look',
      attachments: [JSON.parse(JSON.stringify(attachment))],
    })
  })

  it('of type voice is audio that was spoken', () => {
    expect(one(message({ type: 'voice', voice: { id: 'f1' } })).data).toMatchObject({
      kind: 'audio',
      attachments: [{ type: 'audio', id: 'f1', voice: true }],
    })
  })

  it('with a place has numbers, also when they come as text', () => {
    const location = { latitude: '59.5', longitude: 10.75, name: 'Home', address: 'Street 1' }
    expect(one(message({ type: 'location', location })).data).toMatchObject({
      kind: 'location',
      attachments: [{ type: 'location', latitude: 59.5, longitude: 10.75, title: 'Home', address: 'Street 1' }],
    })
  })

  it('with contact cards has each of them', () => {
    const cards = [
      {
        name: { formatted_name: 'Ada' },
        phones: [{ phone: '+1', wa_id: '1', type: 'WORK' }],
        emails: [{ email: 'a@b' }],
      },
      { vcard: 'BEGIN:VCARD\nFN;CHARSET=UTF-8:Bo Berg\nEND:VCARD' },
    ]
    expect(one(message({ type: 'contacts', contacts: cards })).data).toMatchObject({
      kind: 'contact',
      attachments: [
        { contact: { name: 'Ada', phones: [{ number: '+1', platformId: '1', type: 'WORK' }], emails: ['a@b'] } },
        { contact: { name: 'Bo Berg' } },
      ],
    })
  })

  it('that is a tapped template button is a quick reply, as on other platforms', () => {
    expect(one(message({ type: 'button', button: { payload: 'P', text: 'Yes' } })).data).toMatchObject({
      kind: 'quick_reply',
      content: 'Yes',
      quickReply: { payload: 'P', title: 'Yes' },
    })
  })

  it.each(['button_reply', 'list_reply'])('that is a %s says what was chosen', (type) => {
    const interactive = { type, [type]: { id: 'i', title: 'One', description: 'first' } }
    expect(one(message({ type: 'interactive', interactive })).data).toMatchObject({
      kind: 'interactive',
      content: 'One',
      interactive: { type, id: 'i', title: 'One', description: 'first' },
    })
  })

  it('that is a filled-in form has its answers', () => {
    const form = (response_json: unknown) =>
      one(
        message({
          type: 'interactive',
          interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json } },
        }),
      )
    expect(form('{"seats":"2"}').data.interactive).toMatchObject({ type: 'form_reply', values: { seats: '2' } })
    expect(form('{"seats').data.interactive).toMatchObject({ values: '{"seats' })
  })

  it('that allows calls says until when', () => {
    const call_permission_reply = { response: 'accept', expiration_timestamp: seconds, response_source: 'automatic' }
    const interactive = { type: 'call_permission_reply', call_permission_reply }
    expect(one(message({ type: 'interactive', interactive })).data.interactive).toEqual({
      type: 'call_permission_reply',
      values: { response: 'accept', expiresAt: '2026-01-09T12:00:00.000Z', source: 'automatic' },
    })
  })

  it('that is an order lists what was ordered', () => {
    const product_items = [{ product_retailer_id: 'sku', quantity: '2', item_price: 9.5, currency: 'EUR' }, {}]
    expect(one(message({ type: 'order', order: { catalog_id: 'c', text: 'Soon', product_items } })).data).toMatchObject(
      {
        kind: 'order',
        content: 'Soon',
        order: { catalogId: 'c', items: [{ productId: 'sku', quantity: 2, price: 9.5, currency: 'EUR' }] },
      },
    )
  })

  it('that cannot be shown says why', () => {
    const errors = [{ code: 131051, title: 'Unknown', error_data: { details: 'Not supported.' } }]
    expect(one(message({ type: 'unsupported', unsupported: { type: 'poll' }, errors })).data).toMatchObject({
      kind: 'unsupported',
      platformType: 'poll',
      content: '',
      error: 'Unknown',
      errorCode: '131051',
      details: 'Not supported.',
    })
  })

  it('takes the errors beside it for its own', () => {
    const errors = [{ code: 131000, title: 'Something went wrong' }]
    expect(one(message({ type: 'interactive' }, { errors })).data).toMatchObject({
      kind: 'interactive',
      error: 'Something went wrong',
      errorCode: '131000',
    })
  })

  it('of a type that nobody knows yet is a message all the same', () => {
    expect(one(message({ type: 'hologram', hologram: {} })).data).toMatchObject({
      kind: 'other',
      platformType: 'hologram',
    })
  })

  it('says what it answers, and whether it was forwarded', () => {
    const { data } = one(text('Yes', { context: { id: 'wamid.0', frequently_forwarded: true } }))
    expect(data).toMatchObject({ replyTo: { messageId: 'wamid.0' }, forwarded: true, frequentlyForwarded: true })
  })

  it('says which ad, post or product it came from', () => {
    const referral = { source_type: 'ad', source_id: '7', source_url: 'u', headline: 'h', body: 'b', ctwa_clid: 'c' }
    expect(one(text('Hi', { referral })).data.referral).toEqual({
      source: 'ad',
      url: 'u',
      adId: '7',
      adTitle: 'h',
      adBody: 'b',
      clickId: 'c',
    })
    expect(one(text('Hi', { referral: { source_type: 'post', source_id: '7' } })).data.referral).toMatchObject({
      mediaId: '7',
    })
    const referred_product = { catalog_id: 'c', product_retailer_id: 'sku' }
    expect(one(text('Hi', { context: { referred_product } })).data.referral).toEqual({
      productId: 'sku',
      catalogId: 'c',
    })
  })

  it('in a group belongs to the group, and tells who of it wrote', () => {
    expect(one(text('Hi', { group_id: 'g1' }))).toMatchObject({
      senderId: PERSON,
      conversationKey: 'g1',
      data: { type: 'group', conversationId: 'g1', sender: { id: PERSON } },
    })
  })

  it('in standby is marked', () => {
    expect(one(numbered({ messages: [item({ type: 'text', text: { body: 'Hi' } })] }, 'standby')).data).toMatchObject({
      standby: true,
    })
  })

  it('without an id or without a person is kept as unhandled', () => {
    expect(one(text('Hi', { id: undefined })).type).toBe('event.unhandled')
    expect(one(numbered({ messages: [{ id: 'wamid.1', type: 'text' }] })).type).toBe('event.unhandled')
  })

  it('opened by a first visit is a referral', () => {
    expect(one(message({ type: 'request_welcome' }))).toMatchObject({
      type: 'message.referral',
      data: { referral: { type: 'request_welcome' }, sender: { id: PERSON } },
    })
  })
})

describe('a person', () => {
  it('goes by the business-scoped id where there is one, and keeps the number', () => {
    const withId = [{ profile: { name: 'John', username: '@john' }, wa_id: PERSON, user_id: USER_ID }]
    const sender = { id: USER_ID, username: 'john', name: 'John', phone: PERSON }
    const bodies = [
      numbered({ contacts: withId, messages: [item({ type: 'text' })] }),
      numbered({ contacts: withId, messages: [item({ type: 'text', from_user_id: USER_ID })] }),
    ]
    for (const given of bodies) expect(one(given)).toMatchObject({ conversationKey: USER_ID, data: { sender } })
  })

  it('may have no number at all', () => {
    const contact = { profile: { name: 'John' }, user_id: USER_ID }
    const nameless = { id: 'wamid.1', timestamp, type: 'text' }
    const bodies = [
      numbered({ contacts: [contact], messages: [{ ...nameless, from_user_id: USER_ID }] }),
      numbered({ contacts: [contact], messages: [nameless] }),
    ]
    for (const given of bodies) expect(one(given).data.sender).toEqual({ id: USER_ID, name: 'John' })
  })

  it('is found among the contacts of a batch, and each message keeps its own', () => {
    const other = { profile: { name: 'Jane' }, wa_id: '2' }
    const messages = [item({ type: 'text' }), item({ type: 'text', id: 'wamid.2', from: '2' })]
    const events = normalise(numbered({ contacts: [other, ...contacts], messages }))
    expect(events.map(({ data }) => record(data.sender)?.name)).toEqual(['John Doe', 'Jane'])
    expect(events.map(({ raw }) => normalise(raw)[0]?.data)).toEqual(events.map(({ data }) => data))
  })

  it('is not given the name of another message of the batch', () => {
    const messages = [item({ type: 'text' }), item({ type: 'text', id: 'wamid.2', from: '2' })]
    const [, second] = normalise(numbered({ contacts, messages }))
    expect(second?.data.sender).toMatchObject({ id: '2', name: undefined })
  })

  it.each([
    ['user_changed_number', { wa_id: '2' }],
    ['customer_changed_number', { new_wa_id: '2' }],
  ])('has a new number (%s)', (type, system) => {
    expect(one(message({ type: 'system', system: { type, ...system } }))).toMatchObject({
      type: 'contact.linked',
      dedupKey: 'contact:wamid.1',
      conversationKey: PERSON,
      data: { status: 'changed', contact: { id: '2', phone: '2', name: 'John Doe' }, previousId: PERSON },
    })
  })

  it('has a new id', () => {
    const user_id_update = [{ wa_id: PERSON, user_id: { previous: 'US.1', current: 'US.2' }, timestamp }]
    expect(one(numbered({ contacts, user_id_update }, 'user_id_update'))).toMatchObject({
      type: 'contact.linked',
      data: { status: 'changed', contact: { id: 'US.2', phone: PERSON, name: 'John Doe' }, previousId: 'US.1' },
    })
  })

  it('whose device changed gives a notice in the chat', () => {
    const system = { type: 'customer_identity_changed', body: 'The code changed' }
    expect(one(message({ type: 'system', system }))).toMatchObject({
      type: 'message.received',
      data: { kind: 'system', content: 'The code changed' },
    })
  })

  it('in the address book of the phone is linked, and out of it unlinked', () => {
    const sync = (action: string) => {
      const contact = { full_name: 'Ada Berg', phone_number: '2' }
      return one(numbered({ state_sync: [{ type: 'contact', contact, action, metadata: { timestamp } }] }))
    }
    expect(sync('add')).toMatchObject({
      type: 'contact.linked',
      occurredAt: new Date(seconds * 1000),
      data: { status: 'linked', contact: { id: '2', name: 'Ada Berg' } },
    })
    expect(sync('remove').data.status).toBe('unlinked')
  })

  it.each([
    ['stop', 'opted_out'],
    ['resume', 'opted_in'],
    ['signup', 'opted_in'],
  ])('who says %s to marketing is %s', (value, expected) => {
    const user_preferences = [{ wa_id: PERSON, category: 'marketing_messages', value, timestamp: seconds }]
    expect(one(numbered({ contacts, user_preferences }, 'user_preferences'))).toMatchObject({
      type: 'message.optin',
      senderId: PERSON,
      data: { status: expected, type: 'marketing_messages', sender: { id: PERSON } },
    })
  })
})

describe('what happens to a message', () => {
  it('is a reaction, set or taken back', () => {
    const reaction = (emoji?: string) => one(message({ type: 'reaction', reaction: { message_id: 'wamid.0', emoji } }))
    expect(reaction('👍')).toMatchObject({
      type: 'message.reacted',
      dedupKey: 'reaction:wamid.1',
      data: { messageId: 'wamid.0', action: 'react', emoji: '👍' },
    })
    for (const none of ['', undefined]) expect(reaction(none).data).toMatchObject({ action: 'unreact' })
  })

  it('is an edit with the new text or file', () => {
    const edit = (content: object) =>
      one(message({ type: 'edit', edit: { original_message_id: 'wamid.0', message: content } }))
    expect(edit({ type: 'text', text: { body: 'Better' } })).toMatchObject({
      type: 'message.edited',
      dedupKey: 'edit:wamid.1',
      data: { messageId: 'wamid.0', content: 'Better' },
    })
    expect(edit({ type: 'image', image: { id: 'f1', caption: 'New' } }).data).toMatchObject({
      content: 'New',
      attachments: [{ type: 'image', id: 'f1' }],
    })
  })

  it('is a revocation, by the person or by the account', () => {
    const revoke = { type: 'revoke', revoke: { original_message_id: 'wamid.0' } }
    expect(one(message(revoke))).toMatchObject({
      type: 'message.deleted',
      dedupKey: 'deleted:wamid.0',
      data: { messageId: 'wamid.0', sender: { id: PERSON } },
    })
    expect(one(echo(revoke)).data).toMatchObject({ outgoing: true, sender: { id: NUMBER } })
  })

  it.each(['reaction', 'edit', 'revoke'])('is kept as unhandled when a %s does not say of what', (type) => {
    expect(one(message({ type, [type]: {} })).type).toBe('event.unhandled')
  })
})
