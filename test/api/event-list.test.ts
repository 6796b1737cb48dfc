import { afterAll, beforeAll, expect, it } from 'vitest'
import { toPublicId } from '../../src/events/ids.ts'
import { describeEachStore } from '../support/databases.ts'
import { seedEvent, seedEvents } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Page {
  data: { id: string; preview: string | null; data?: unknown }[]
  nextCursor: string | null
  partial: boolean
  searchedUntil: string | null
}

describeEachStore('the list of events', (store) => {
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
})
