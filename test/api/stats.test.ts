import { afterAll, beforeAll, expect, it } from 'vitest'
import { floorUuid, newUuid } from '../../src/events/ids.ts'
import { publicIdOf } from '../../src/events/public-id.ts'
import { describeStore } from '../support/databases.ts'
import { seedDelivery, seedEvent, seedEvents } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Stats {
  since: string
  bucket: string
  events: { total: number }
  overTime: {
    at: string
    events: number
    delivered: number
    byPlatform: Record<string, number>
    byType: Record<string, number>
    byAccount: Record<string, number>
  }[]
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describeStore('statistics over time', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database())
    const { db } = store.database()
    // The time of a UUIDv7 is in its first 48 bits.
    const idAgo = (ms: number) => floorUuid(new Date(Date.now() - ms)).slice(0, 14) + newUuid().slice(14)
    const seed = (ms: number, type: string, platform: string) =>
      seedEvent(db, api.workspaceId, { id: idAgo(ms), type, platform })
    for (const minutes of [3, 3, 5]) await seed(minutes * MINUTE_MS, 'message.received', 'instagram')
    const eventId = await seed(5 * MINUTE_MS, 'comment.created', 'facebook')
    await seedDelivery(db, api.workspaceId, { eventId, endpointId: newUuid(), state: 'delivered' })
    for (const days of [2, 3, 3]) await seed(days * 24 * HOUR_MS, 'lead.created', 'facebook')
  })
  afterAll(() => api.close())
  const stats = async (query: string) => (await api.call<Stats>(`/api/v1/stats?${query}`)).body
  const widths = ({ overTime }: Stats) =>
    new Set(overTime.slice(1).map((point, n) => Date.parse(point.at) - Date.parse(overTime[n]?.at ?? '')))

  it.each([
    ['1h', 'minute', MINUTE_MS, 61],
    ['24h', 'hour', HOUR_MS, 25],
    ['30d', 'day', 24 * HOUR_MS, 31],
  ] as const)(
    'choose the width of %s such that there are about 100 points at most, with none left out',
    async (since, bucket, width, points) => {
      const body = await stats(`since=${since}`)
      expect(body.bucket).toBe(bucket)
      expect(body.overTime).toHaveLength(points)
      expect([...widths(body)]).toEqual([width])
    },
  )

  it('split each point by platform and type', async () => {
    const { overTime } = await stats('since=30m')
    const busy = overTime.filter(({ events }) => events > 0)
    expect(busy).toMatchObject([
      {
        events: 2,
        delivered: 1,
        byPlatform: { instagram: 1, facebook: 1 },
        byType: { 'message.received': 1, 'comment.created': 1 },
      },
      { events: 2, delivered: 0, byPlatform: { instagram: 2 }, byType: { 'message.received': 2 } },
    ])
    expect(overTime.find(({ events }) => events === 0)).toMatchObject({ byPlatform: {}, byType: {} })
  })

  it('split each point by account, without those events that have none', async () => {
    const { db } = store.database()
    const fresh = await createTestApi(store.database())
    const accountId = newUuid()
    for (const account of [{ accountId }, { accountId }, {}]) await seedEvent(db, fresh.workspaceId, account)
    const { body } = await fresh.call<Stats>('/api/v1/stats?since=1h&bucket=hour')
    const point = body.overTime.find(({ events }) => events === 3)
    expect(point?.byAccount).toEqual({ [publicIdOf('account', accountId)]: 2 })
    await fresh.close()
  })

  it('add up the hours of a day', async () => {
    const { overTime, events } = await stats('since=7d')
    expect(events.total).toBe(7)
    const leads = overTime.flatMap(({ byType }) => byType['lead.created'] ?? [])
    expect(leads).toEqual([2, 1])
  })

  it('take the width that is asked for, within reason', async () => {
    expect((await stats('since=2d&bucket=day')).overTime.length).toBeLessThanOrEqual(3)
    expect((await stats('since=2h&bucket=hour')).overTime).toHaveLength(3)
    expect((await api.call('/api/v1/stats?since=20d&bucket=minute')).status).toBe(400)
  })

  it('count what no point has a line for as other', async () => {
    const { db } = store.database()
    const fresh = await createTestApi(store.database())
    const types = ['message.read', 'message.sent', 'message.edited', 'message.deleted', 'message.reacted']
    const more = ['comment.edited', 'comment.deleted', 'media.published', 'mention.created', 'member.left']
    for (const type of [...types, ...more]) await seedEvent(db, fresh.workspaceId, { type })
    const { body } = await fresh.call<Stats>('/api/v1/stats?since=1h&bucket=hour')
    const point = body.overTime.find(({ events }) => events === 10)
    expect(Object.keys(point?.byType ?? {})).toHaveLength(9)
    expect(point?.byType.other).toBe(2)
    await fresh.close()
  })

  it('count everything, however much it is', async () => {
    const { db } = store.database()
    const fresh = await createTestApi(store.database())
    await seedEvents(db, fresh.workspaceId, 10_000, { platform: 'line' })
    await seedEvents(db, fresh.workspaceId, 400, { platform: 'instagram' })
    const endpointId = newUuid()
    for (let n = 0; n < 35; n++) {
      const eventId = await seedEvent(db, fresh.workspaceId, { platform: 'facebook' })
      await seedDelivery(db, fresh.workspaceId, { eventId, endpointId, state: 'failed' })
    }
    const { body } = await fresh.call<Stats>('/api/v1/stats')
    expect(body).toMatchObject({
      events: { total: 10_435 },
      deliveries: { total: 35, failed: 35, successRate: 0 },
      byPlatform: [
        { platform: 'line', count: 10_000 },
        { platform: 'instagram', count: 400 },
        { platform: 'facebook', count: 35 },
      ],
    })
    expect(body).not.toHaveProperty('estimated')
    await fresh.close()
  })

  it('answer in quarter hours, and say so, where the minutes are over three hours old', async () => {
    const body = await stats('since=6h&until=5h&bucket=minute')
    expect(body.bucket).toBe('quarter')
    expect(body.overTime.length).toBeLessThanOrEqual(5)
    expect(new Date(body.since).getUTCMinutes() % 15).toBe(0)
  })
})
