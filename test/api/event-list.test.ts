import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import type { DeliveryState } from '../../src/store/schema.ts'
import { describeStore } from '../support/databases.ts'
import { seedDelivery, seedEvent, seedEvents } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Page {
  data: { id: string; preview: string | null; data?: unknown; deliveries: unknown }[]
  nextCursor: string | null
  partial: boolean
  searchedUntil: string | null
}

describeStore('the list of events', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database())
  })
  afterAll(() => api.close())
  const list = async (query: string) => (await api.call<Page>(`/api/v1/events?${query}`)).body
  const at = (id: string) => toPublicId('event', id)
  const seed = (over: object) => seedEvent(store.database().db, api.workspaceId, over)
  const fill = (count: number, over: object) => seedEvents(store.database().db, api.workspaceId, count, over)

  it('shows what each event says, with its data', async () => {
    const id = await seed({ data: { content: 'How\nmuch?' } })
    expect((await list('type=message.received')).data[0]).toMatchObject({
      id: at(id),
      preview: 'How much?',
      data: { content: 'How\nmuch?' },
    })
  })

  it('leaves out the data when asked to, and stays small whatever the events hold', async () => {
    const huge = 'x'.repeat(1_000_000)
    for (let n = 0; n < 20; n++)
      await seed({ type: 'comment.created', data: { content: `${n} ${huge}`, more: huge }, raw: {} })
    const answer = await api.raw({
      url: '/api/v1/events?type=comment.created&data=false',
      headers: { 'x-api-key': api.adminKey },
    })
    expect(answer.body.length).toBeLessThan(20_000)
    const { data } = answer.json<Page>()
    expect(data).toHaveLength(20)
    for (const event of data) {
      expect(event).not.toHaveProperty('data')
      expect(event.preview).toMatch(/^\d+ xxx/)
    }
  })

  it('takes several types and patterns at once, together with other filters', async () => {
    const lead = await seed({ type: 'lead.created', platform: 'facebook' })
    const joined = await seed({ type: 'member.joined', platform: 'line' })
    await seed({ type: 'post.created', platform: 'line' })
    expect((await list('type=lead.created,member.*')).data.map(({ id }) => id)).toEqual([joined, lead].map(at))
    expect((await list('type=lead.created,member.*&platform=line')).data.map(({ id }) => id)).toEqual([at(joined)])
    expect(await list('type=lead.created,member.*&limit=1')).toMatchObject({ partial: false, searchedUntil: null })
  })

  it('says how far it looked when a filter keeps next to nothing', async () => {
    const wanted = await seed({ type: 'story.insights', platform: 'line' })
    await fill(6500, { type: 'story.insights' })
    const first = await list('type=story.insights&platform=line')
    expect(first).toMatchObject({ data: [], partial: true, nextCursor: expect.any(String) })
    expect(Date.parse(first.searchedUntil ?? '')).toBeGreaterThan(Date.now() - 60_000)
    const second = await list(`type=story.insights&platform=line&cursor=${first.nextCursor}`)
    expect(second).toMatchObject({ data: [{ id: at(wanted) }], partial: false, searchedUntil: null })
  })

  it('finds a text behind thousands of events, at the latest with the next page', async () => {
    const wanted = await seed({ type: 'media.published', data: { content: 'a needle' } })
    await fill(3900, { type: 'media.published', data: { content: 'hay' } })
    const found: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await list(`type=media.published&q=NEEDLE&data=false${cursor ? `&cursor=${cursor}` : ''}`)
      found.push(...page.data.map(({ id }) => id))
      expect(page.partial).toBe(page.nextCursor !== null)
      cursor = page.nextCursor
    } while (cursor)
    expect(found).toEqual([at(wanted)])
  })

  it('finds failed events among many that wait', async () => {
    const failed = await seed({ type: 'goal.achieved', queue: 'failed' })
    const waiting = await seed({ type: 'goal.achieved', queue: 'pending' })
    expect((await list('status=failed')).data.map(({ id }) => id)).toEqual([at(failed)])
    expect((await list('status=pending')).data.map(({ id }) => id)).toEqual([at(waiting)])
    expect((await list('status=failed&type=goal.*')).data.map(({ id }) => id)).toEqual([at(failed)])
    expect((await list('status=failed&type=lead.created')).data).toEqual([])
  })

  it('counts the deliveries of each event by what became of them', async () => {
    const eventOf = async (...states: DeliveryState[]) => {
      const eventId = await seed({ type: 'trend.detected' })
      const { db } = store.database()
      for (const state of states) await seedDelivery(db, api.workspaceId, { eventId, endpointId: newUuid(), state })
      return at(eventId)
    }
    const expected = [
      { id: await eventOf(), deliveries: { delivered: 0, pending: 0, failed: 0 } },
      { id: await eventOf('delivered'), deliveries: { delivered: 1, pending: 0, failed: 0 } },
      {
        id: await eventOf('failed', 'delivered', 'pending', 'delivered'),
        deliveries: { delivered: 2, pending: 1, failed: 1 },
      },
    ].reverse()
    for (const query of ['type=trend.detected', 'type=trend.detected&data=false', 'type=trend.detected&q=hello'])
      expect((await list(query)).data).toMatchObject(expected)
  })

  it('reads some events again by their ids, newest first, together with other filters', async () => {
    const first = await seed({ type: 'review.created' })
    const waiting = await seed({ type: 'review.created', queue: 'pending' })
    const failed = await seed({ type: 'review.edited', queue: 'failed' })
    await seed({ type: 'review.created' })
    const ids = `ids=${[waiting, first, failed].map(at).join(',')}`
    const found = async (query: string) => (await list(query)).data.map(({ id }) => id)
    expect(await found(ids)).toEqual([failed, waiting, first].map(at))
    expect(await found(`${ids}&type=review.created`)).toEqual([waiting, first].map(at))
    expect(await found(`${ids}&status=pending`)).toEqual([at(waiting)])
    expect(await found(`${ids}&status=failed`)).toEqual([at(failed)])
    expect(await found(`${ids}&status=processed`)).toEqual([at(first)])
    expect(await found(`${ids}&q=nothing`)).toEqual([])
    expect(await found(`ids=${at(newUuid())}`)).toEqual([])
    expect(await found('ids=')).toEqual([])
    const page = await list(`${ids}&limit=2`)
    expect(page.data).toHaveLength(2)
    expect((await list(`${ids}&limit=2&cursor=${page.nextCursor}`)).data).toMatchObject([{ id: at(first) }])
  })

  it('gives as many as were asked for by id, and refuses more than a hundred or what is no id', async () => {
    await fill(101, { type: 'template.updated' })
    const { data } = await list('type=template.updated&limit=101')
    const ids = data.map(({ id }) => id)
    expect((await list(`ids=${ids.slice(0, 100).join(',')}`)).data).toHaveLength(100)
    for (const wrong of [ids.join(','), 'evt_1', `${ids[0]},acc_01j5xq9zk7e8rbv3m2n4p6t8wy`]) {
      const { status, body } = await api.call(`/api/v1/events?ids=${wrong}`)
      expect([status, body]).toMatchObject([
        400,
        { code: 'invalid_request', detail: expect.stringMatching(/query.ids/) },
      ])
    }
  })
})
