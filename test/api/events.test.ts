import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromPublicId, newUuid, toPublicId } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedEvent, seedEvents } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface EventPage {
  data: { id: string; type: string; status: string; processed: boolean }[]
  nextCursor: string | null
}

describeStore('events in the API', (store) => {
  let api: TestApi
  const at = (id: string) => toPublicId('event', id)
  beforeAll(async () => {
    api = await createTestApi(store.database())
  })
  afterAll(() => api.close())

  const ids = async (query: string) => {
    const { status, body } = await api.call<EventPage>(`/api/v1/events${query}`)
    expect(status).toBe(200)
    return body.data.map((event) => event.id)
  }

  it('lists the newest first and filters by type, pattern, account, status, text and time', async () => {
    const { db } = store.database()
    const account = await seedAccount(db, api.workspaceId, '178')
    const message = await seedEvent(db, api.workspaceId, { accountId: account, data: { content: '100% of_it' } })
    const comment = await seedEvent(db, api.workspaceId, { type: 'comment.created', platform: 'facebook' })
    const edited = await seedEvent(db, api.workspaceId, { type: 'message.edited', queue: 'pending' })
    const broken = await seedEvent(db, api.workspaceId, { type: 'media.published', queue: 'failed' })
    expect(await ids('')).toEqual([broken, edited, comment, message].map(at))
    expect(await ids('?type=message.received')).toEqual([at(message)])
    expect(await ids('?type=message.*')).toEqual([edited, message].map(at))
    expect(await ids('?type=message.*,comment.created')).toEqual([edited, comment, message].map(at))
    expect(await ids('?platform=facebook')).toEqual([at(comment)])
    expect(await ids(`?account=${toPublicId('account', account)}`)).toEqual([at(message)])
    expect(await ids('?account=178')).toEqual([at(message)])
    expect(await ids('?account=unknown')).toEqual([])
    expect(await ids('?status=pending')).toEqual([at(edited)])
    expect(await ids('?status=failed')).toEqual([at(broken)])
    expect(await ids('?status=processed')).toEqual([comment, message].map(at))
    expect(await ids('?q=100%25%20of_')).toEqual([at(message)])
    expect(await ids('?q=1000')).toEqual([])
    expect(await ids('?since=1h')).toHaveLength(4)
    expect(await ids('?until=1h')).toEqual([])
    expect(await ids('?since=2020-01-01T00:00:00Z&until=2021-01-01')).toEqual([])
  })

  it('refuses a filter that means nothing, and says which', async () => {
    for (const [query, detail] of [
      ['?type=mesage.received', /query\/type.*mesage\.received/],
      ['?status=done', /query\/status must be one of: pending, processed, failed/],
      ['?limit=201', /query\/limit/],
      ['?colour=red', /query has no member "colour"/],
      ['?cursor=AAAA', /query\/cursor/],
      ['?since=yesterday', /query\/since/],
    ] as const) {
      const { status, body } = await api.call<{ code: string; detail: string }>(`/api/v1/events${query}`)
      expect([query, status, body.code]).toEqual([query, 400, 'invalid_request'])
      expect(body.detail).toMatch(detail)
    }
  })

  it('shows one event with its raw payload and deliveries', async () => {
    const id = await seedEvent(store.database().db, api.workspaceId, { raw: { object: 'instagram' } })
    const { status, body } = await api.call(`/api/v1/events/${at(id)}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: at(id), raw: { object: 'instagram' }, deliveries: [], status: 'processed' })
    expect((await api.call(`/api/v1/events/${at(newUuid())}`)).status).toBe(404)
  })

  it('marks an event handled once, and finds it by that', async () => {
    const id = await seedEvent(store.database().db, api.workspaceId, { type: 'lead.created' })
    expect(await ids('?type=lead.created&processed=false')).toEqual([at(id)])
    const first = await api.call<{ handledAt: string }>(`/api/v1/events/${at(id)}/process`, undefined, 'POST')
    const second = await api.call<{ handledAt: string }>(`/api/v1/events/${at(id)}/process`, undefined, 'POST')
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body.handledAt).toBe(first.body.handledAt)
    expect(await ids('?type=lead.created&processed=false')).toEqual([])
    expect(await ids('?type=lead.created&processed=true')).toEqual([at(id)])
  })

  it('queues a failed or processed event again, and refuses one that waits', async () => {
    const id = await seedEvent(store.database().db, api.workspaceId, { queue: 'failed' })
    const retry = () => api.call(`/api/v1/events/${at(id)}/retry`, undefined, 'POST')
    expect(await retry()).toMatchObject({ status: 202, body: { status: 'pending', attempts: 0, error: null } })
    expect(api.woken).toContain('process')
    expect(await retry()).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('reads an unhandled event again in place, and keeps its id', async () => {
    const raw = {
      object: 'instagram',
      entry: [
        {
          id: '17',
          time: 1,
          messaging: [
            {
              sender: { id: '2' },
              recipient: { id: '17' },
              timestamp: 5,
              message: { mid: `m${newUuid()}`, text: 'now I am understood' },
            },
          ],
        },
      ],
    }
    const account = await seedAccount(store.database().db, api.workspaceId, '17')
    const seed = { type: 'event.unhandled', raw, accountId: account, data: {} }
    const id = await seedEvent(store.database().db, api.workspaceId, seed)
    const { status, body } = await api.call(`/api/v1/events/${at(id)}/retry`, undefined, 'POST')
    expect(status).toBe(202)
    expect(body).toMatchObject({
      id: at(id),
      type: 'message.received',
      status: 'pending',
      senderId: '2',
      data: { content: 'now I am understood' },
    })
    const again = await seedEvent(store.database().db, api.workspaceId, seed)
    expect(await api.call(`/api/v1/events/${at(again)}/retry`, undefined, 'POST')).toMatchObject({ status: 409 })
  })

  it('loses and repeats nothing while pages are read and events come in', async () => {
    const { db } = store.database()
    const before = new Set<string>()
    for (let n = 0; n < 57; n++)
      before.add(at(await seedEvent(db, api.workspaceId, { type: 'story.insights', senderId: String(n % 3) })))
    for (const filter of [
      'type=story.insights',
      'type=story.insights&q=hello',
      'platform=instagram',
      'type=story.*,lead.created',
    ]) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const query: string = `?${filter}&limit=10${cursor ? `&cursor=${cursor}` : ''}`
        const { body } = await api.call<EventPage>(`/api/v1/events${query}`)
        seen.push(...body.data.map((event) => event.id))
        cursor = body.nextCursor
        await seedEvent(db, api.workspaceId, { type: 'story.insights' })
      } while (cursor)
      expect(new Set(seen).size).toBe(seen.length)
      expect([...before].filter((id) => !seen.includes(id))).toEqual([])
      expect(seen).toEqual(
        [...seen].sort((a, b) => ((fromPublicId('event', a) ?? '') < (fromPublicId('event', b) ?? '') ? 1 : -1)),
      )
    }
  })

  it('goes on looking behind thousands of rows that a filter leaves out', async () => {
    const { db } = store.database()
    const wanted = await seedEvent(db, api.workspaceId, { type: 'post.created', platform: 'line' })
    await seedEvents(db, api.workspaceId, 5200, { type: 'post.created' })
    const first = await api.call<EventPage>('/api/v1/events?type=post.created&platform=line')
    expect(first.body.data).toEqual([])
    expect(first.body.nextCursor).not.toBeNull()
    const second = await api.call<EventPage>(
      `/api/v1/events?type=post.created&platform=line&cursor=${first.body.nextCursor}`,
    )
    expect(second.body).toMatchObject({ data: [{ id: at(wanted) }], nextCursor: null })
  })

  it('shows nothing of another workspace', async () => {
    const id = await seedEvent(store.database().db, newUuid(), { type: 'goal.achieved' })
    expect(await ids('?type=goal.achieved')).toEqual([])
    for (const [path, method] of [
      ['', 'GET'],
      ['/retry', 'POST'],
      ['/process', 'POST'],
    ] as const)
      expect((await api.call(`/api/v1/events/${at(id)}${path}`, undefined, method)).status).toBe(404)
  })
})
