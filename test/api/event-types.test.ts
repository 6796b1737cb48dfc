import { afterAll, beforeAll, expect, it } from 'vitest'
import { EVENT_TYPES, isEventType, validateEventData } from '../../src/events/catalogue.ts'
import { describeStore } from '../support/databases.ts'
import { createTestApi, type TestApi } from './support.ts'

interface EventTypes {
  data: {
    type: string
    group: string
    platforms: string[]
    sample: { event: string; account: { platform: string } | null; data: unknown }
  }[]
}

describeStore('the types of events', (store) => {
  let api: TestApi
  let types: EventTypes['data']
  beforeAll(async () => {
    api = await createTestApi(store.database())
    types = (await api.call<EventTypes>('/api/v1/event-types')).body.data
  })
  afterAll(() => api.close())

  it('are all of the catalogue, in its order', () => {
    expect(types.map(({ type }) => type)).toEqual(EVENT_TYPES)
  })

  it('have a sample each that is as the schema of the type says', () => {
    for (const { type, sample } of types) {
      expect(sample.event).toBe(type)
      expect([type, isEventType(type) ? validateEventData(type, sample.data) : ['unknown']]).toEqual([type, []])
    }
  })

  it('say which platforms they come from', () => {
    const of = (type: string) => types.find((each) => each.type === type)
    expect(of('message.received')?.platforms).toEqual(
      expect.arrayContaining(['instagram', 'facebook', 'whatsapp', 'line']),
    )
    expect(of('comment.created')?.platforms).toEqual(['instagram', 'facebook'])
    expect(of('webhook.disabled')).toMatchObject({ platforms: ['hub'], sample: { account: null } })
    expect(of('message.postback')?.sample.account?.platform).toBe('instagram')
  })

  it('have a sample in every format', async () => {
    const { body } = await api.call<Record<string, string>>('/api/v1/event-types/message.received/samples')
    const bodies = Object.fromEntries(Object.entries(body).map(([format, text]) => [format, JSON.parse(text)]))
    expect(bodies).toMatchObject({
      standard: { event: 'message.received' },
      flat: { event_type: 'new_message', username: 'yourbrand' },
      cloudevents: { specversion: '1.0', type: 'message.received' },
      raw: { object: 'instagram' },
    })
    expect((await api.call('/api/v1/event-types/no.such/samples')).status).toBe(404)
  })
})
