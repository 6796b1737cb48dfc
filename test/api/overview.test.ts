import { afterEach, beforeEach, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedDelivery, seedEvent, seedRejections } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Problem {
  code: string
  remedy: { code: string; detail: string }
}
interface Overview {
  status: string
  accounts: { total: number; connected: number; problems: (Problem & { accountId: string; name: string })[] }
  endpoints: { enabled: number; failing: number; disabled: number; problems: (Problem & { url: string })[] }
  queue: { state: string; problem: Problem | null }
  rejections: { lastHour: number; topCause: { cause: string; count: number } | null }
  firstRun: Record<string, boolean>
}

const DAY_MS = 86_400_000

describeStore('the overview', (store) => {
  let api: TestApi
  beforeEach(async () => {
    api = await createTestApi(store.database())
  })
  afterEach(async () => {
    await store.database().db.deleteFrom('event_queue').where('workspace_id', '=', api.workspaceId).execute()
    await api.close()
  })
  const overview = async () => (await api.call<Overview>('/api/v1/overview')).body
  const change = async (set: object) => {
    const id = await seedAccount(store.database().db, api.workspaceId, `1${newUuid()}`)
    await store
      .database()
      .db.updateTable('accounts')
      .set({ state: 'connected', ...set })
      .where('id', '=', id)
      .execute()
    return id
  }
  const webhook = async (set: object) => {
    const { body } = await api.call<{ id: string }>('/api/v1/webhooks', {
      url: 'https://example.com/hook',
      events: ['*'],
    })
    const mine = store.database().db.updateTable('endpoints').where('workspace_id', '=', api.workspaceId)
    await mine.set(set).execute()
    return body.id
  }

  it('of an empty hub is all right, with every first step still to be done', async () => {
    expect(await overview()).toMatchObject({
      status: 'ok',
      accounts: { total: 0, problems: [] },
      endpoints: { enabled: 0, problems: [] },
      rejections: { lastHour: 0, topCause: null },
      firstRun: { events: false, endpoints: false, accounts: false, delivered: false },
    })
  })

  it('knows which first steps are done', async () => {
    const endpointId = newUuid()
    const eventId = await seedEvent(store.database().db, api.workspaceId)
    await seedDelivery(store.database().db, api.workspaceId, { eventId, endpointId, state: 'delivered' })
    expect((await overview()).firstRun).toEqual({ events: true, endpoints: false, accounts: false, delivered: true })
  })

  it('is critical when an account was disconnected, and says what to do about it', async () => {
    const id = await change({ state: 'disconnected', disconnected_reason: 'The token died.', name: 'Brand' })
    expect(await overview()).toMatchObject({
      status: 'critical',
      accounts: {
        total: 1,
        connected: 0,
        problems: [
          { accountId: toPublicId('account', id), name: 'Brand', code: 'disconnected', detail: 'The token died.' },
        ],
      },
    })
  })

  it('warns of a token that ends soon', async () => {
    await change({ token_expires_at: new Date(Date.now() + 3 * DAY_MS) })
    await change({ token_expires_at: new Date(Date.now() + 30 * DAY_MS) })
    const { status, accounts } = await overview()
    expect([status, accounts.connected]).toEqual(['warning', 2])
    expect(accounts.problems.map(({ code }) => code)).toEqual(['token_expiring'])
  })

  it('shows no more than 20 problems', async () => {
    for (let n = 0; n < 25; n++) await change({ state: 'disconnected' })
    expect((await overview()).accounts).toMatchObject({ total: 25, problems: { length: 20 } })
  })

  it('warns of a webhook that fails', async () => {
    const id = await webhook({ failing_since: new Date(), failures: 3 })
    expect(await overview()).toMatchObject({
      status: 'warning',
      endpoints: { enabled: 1, failing: 1, problems: [{ endpointId: id, code: 'failing' }] },
    })
  })

  it('is critical when a webhook was disabled', async () => {
    await webhook({ state: 'disabled', disabled_reason: 'It answered 410 Gone.' })
    expect(await overview()).toMatchObject({
      status: 'critical',
      endpoints: { disabled: 1, problems: [{ code: 'disabled', detail: 'It answered 410 Gone.' }] },
    })
  })

  it('says that nobody processes', async () => {
    const { db } = store.database()
    const event_id = await seedEvent(db, api.workspaceId, { queue: 'pending' })
    const due_at = new Date(Date.now() - 600_000)
    await db.updateTable('event_queue').set({ due_at }).where('event_id', '=', event_id).execute()
    expect(await overview()).toMatchObject({
      status: 'critical',
      queue: { state: 'stalled', process: { depth: 1 }, problem: { code: 'processing_stalled' } },
    })
  })

  it('warns of requests that are refused because of a wrong setting, not of what strangers try', async () => {
    const { db } = store.database()
    await seedRejections(db, api.workspaceId, [{ cause: 'no_signature' }])
    expect(await overview()).toMatchObject({ status: 'ok', rejections: { lastHour: 1 } })
    await seedRejections(db, api.workspaceId, [{ cause: 'signature_mismatch', weight: 7 }])
    const again = await createTestApi(store.database())
    const headers = { 'x-api-key': api.adminKey }
    const { status, rejections } = (await again.raw({ url: '/api/v1/overview', headers })).json<Overview>()
    expect(status).toBe('warning')
    expect(rejections).toMatchObject({ lastHour: 8, topCause: { cause: 'signature_mismatch', count: 7 } })
    await again.close()
  })
})
