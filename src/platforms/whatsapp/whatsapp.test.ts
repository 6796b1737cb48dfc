import { describe, expect, it } from 'vitest'
import { platformContract } from '../../../test/platforms/contract.ts'
import {
  body,
  change,
  contacts,
  item,
  NUMBER,
  normalise,
  numbered,
  ofAccount,
  one,
  PERSON,
  seconds,
  WABA,
} from '../../../test/platforms/whatsapp/bodies.ts'
import { list, record } from '../json.ts'
import { whatsapp } from './index.ts'

platformContract(whatsapp, {
  merge: (bodies) => ({
    object: 'whatsapp_business_account',
    entry: bodies.flatMap((body) => list(record(body)?.entry)),
  }),
  unhandledKinds: ['unknown'],
})

describe('a body', () => {
  it('may hold many entries, changes and items of several numbers', () => {
    const other = { metadata: { phone_number_id: '22' } }
    const given = body(
      {
        id: WABA,
        changes: [
          change({ messages: [item({ type: 'text' }), item({ type: 'text', id: 'wamid.2' })] }),
          change({ statuses: [{ id: 'wamid.9', status: 'read', recipient_id: PERSON }], ...other }),
        ],
      },
      { id: '88', time: seconds, changes: [{ field: 'security', value: { event: 'PIN_CHANGED' } }] },
    )
    expect(
      normalise(given).map(({ accountExternalId, dedupKey }) => `${accountExternalId} ${dedupKey.split('#')[0]}`),
    ).toEqual([`${NUMBER} message:wamid.1`, `${NUMBER} message:wamid.2`, '22 status:wamid.9:read:', '88 security'])
    expect(whatsapp.webhook.accountsOf(given)).toEqual([NUMBER, '22', '88'])
  })

  it('may hold several lists in one change', () => {
    const statuses = [{ id: 'wamid.9', status: 'read', recipient_id: '2' }]
    const events = normalise(numbered({ contacts, messages: [item({ type: 'text' })], statuses }))
    expect(events.map(({ type }) => type)).toEqual(['message.received', 'message.read'])
    expect(events[1]?.data.recipient).toMatchObject({ id: '2', name: undefined })
  })

  it.each([
    ['a field that nobody knows', ofAccount('field_of_tomorrow', { x: 1 }), 'field_of_tomorrow'],
    ['a change without a field', body({ id: WABA, changes: [{ value: {} }] }), undefined],
    ['a change without a value', body({ id: WABA, changes: [{ field: 'messages' }] }), 'messages'],
    ['an empty change', numbered({}), 'messages'],
    ['a list that is none', numbered({ messages: {} }), 'messages'],
    ['an item that is no object', numbered({ statuses: [5] }), 'statuses'],
    ['changes that are no list', body({ id: WABA, changes: {} }), undefined],
    ['an entry without changes', body({ id: WABA }), undefined],
    ['an entry that is no object', body(5), undefined],
    ['no entry', body(), undefined],
  ])('with %s is kept as unhandled', (_, given, field) => {
    const event = one(given)
    expect(event.type).toBe('event.unhandled')
    expect(event.data.field).toBe(field)
  })
})
