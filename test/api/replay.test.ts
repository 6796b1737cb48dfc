import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstWorkspace } from '../../src/store/workspaces/workspaces.ts'
import { startApplication } from '../support/application.ts'
import { describeHub, eventually, type TestHub } from '../support/hub.ts'
import { seedEvents } from './rows.ts'

interface Replay {
  id: string
  state: string
  count: number
  queued: number
}

const EVENTS = 6500

describeHub('a replay of thousands of events', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
    const { id: workspaceId } = await firstWorkspace(hub.database)
    await seedEvents(hub.database.db, workspaceId, EVENTS, { data: { content: 'old' } })
  })
  afterAll(() => hub.stop())
  const webhook = async (url: string) =>
    (await hub.api<{ id: string }>('/api/v1/webhooks', { url, events: ['message.*'] })).body.id

  it('can be counted first, which makes nothing', async () => {
    const id = await webhook('https://example.com/counted')
    const replay = (body: object) => hub.api<Replay>(`/api/v1/webhooks/${id}/replay`, { dryRun: true, ...body })
    expect(await replay({ since: '1h' })).toEqual({ status: 200, body: { count: EVENTS } })
    expect(await replay({ since: '1h', status: 'failed' })).toEqual({ status: 200, body: { count: 0 } })
    expect((await hub.api<{ data: [] }>(`/api/v1/webhooks/${id}/replays`)).body.data).toEqual([])
    expect((await hub.api<{ data: [] }>(`/api/v1/deliveries?endpoint=${id}`)).body.data).toEqual([])
  })

  it('shows its progress, and stops where it is cancelled', async () => {
    // Nobody answers: the replay waits when enough is on its way.
    const application = await startApplication(() => undefined)
    const id = await webhook(application.url)
    const { body: begun } = await hub.api<Replay>(`/api/v1/webhooks/${id}/replay`, { since: '1h' })
    expect(begun).toMatchObject({ state: 'running', count: EVENTS, queued: 0 })
    const path = `/api/v1/webhooks/${id}/replays/${begun.id}`
    const { body: halfway } = await eventually(
      () => hub.api<Replay>(path),
      ({ body }) => body.queued > 0,
    )
    expect(halfway.state).toBe('running')
    expect(halfway.queued).toBeLessThan(EVENTS)
    const { body: cancelled } = await hub.api<Replay>(path, undefined, 'DELETE')
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.queued).toBeLessThan(EVENTS)
    const deliveries = await hub.database.db.selectFrom('deliveries').select('id').execute()
    expect(deliveries).toHaveLength(cancelled.queued)
    expect((await hub.api(path, undefined, 'DELETE')).status).toBe(409)
    await application.stop()
  })
})
