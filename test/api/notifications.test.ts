import { afterEach, beforeEach, expect, it } from 'vitest'
import { toPublicId } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedEvent } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Page {
  data: { id: string; type: string; severity: string; params: Record<string, unknown>; eventId: string }[]
  nextCursor: string | null
}

describeStore('notifications', (store) => {
  let api: TestApi
  beforeEach(async () => {
    api = await createTestApi(store.database())
  })
  afterEach(() => api.close())
  const list = async (query = '') => (await api.call<Page>(`/api/v1/notifications${query}`)).body
  const seed = (over: object) => seedEvent(store.database().db, api.workspaceId, over)

  it('are what a person should know, and nothing else, newest first', async () => {
    await seed({ type: 'message.received' })
    const data = { endpointId: 'wh_1', url: 'https://example.com', reason: 'It answered 410 Gone.' }
    const disabled = await seed({ type: 'webhook.disabled', platform: 'hub', data })
    const account = await seedAccount(store.database().db, api.workspaceId, '77')
    const lost = { reason: 'The token has expired.', platform: 'instagram' }
    await seed({ type: 'account.disconnected', accountId: account, data: lost })
    await seed({ type: 'goal.achieved', data: { goalType: 'reach', achieved: 5200 } })
    expect((await list()).data).toMatchObject([
      { type: 'goal.achieved', severity: 'info', params: { goalType: 'reach', achieved: 5200 } },
      { type: 'account.disconnected', severity: 'critical', params: { accountName: 'user77', ...lost } },
      { type: 'webhook.disabled', severity: 'critical', eventId: toPublicId('event', disabled), params: data },
    ])
  })

  it('tell of bad news about an account, not of good ones', async () => {
    const update = (data: object) => seed({ type: 'account.updated', data })
    await update({ change: 'policy_enforcement', status: 'block' })
    await update({ change: 'policy_enforcement', status: 'unblock' })
    await update({ change: 'name', status: 'approved' })
    await update({ change: 'quality', status: 'RED' })
    expect((await list()).data.map(({ params }) => params.status)).toEqual(['RED', 'block'])
  })

  it('are of low severity when a user disconnected the account', async () => {
    await seed({
      type: 'account.disconnected',
      data: { reason: 'Disconnected by admin.', code: 'by_user', params: { by: 'admin' } },
    })
    expect((await list()).data[0]?.severity).toBe('info')
  })

  it('tell of events that could not be processed, whatever they hold', async () => {
    const id = await seed({ queue: 'failed', data: { content: 'x'.repeat(1_000_000) } })
    expect((await list()).data).toMatchObject([
      {
        type: 'event.failed',
        eventId: toPublicId('event', id),
        params: { eventType: 'message.received', error: 'it broke' },
      },
    ])
  })

  it('can be narrowed to one type', async () => {
    await seed({ type: 'post.failed', data: { error: 'no' } })
    await seed({ type: 'crisis.detected', queue: 'failed' })
    const typesOf = async (type: string) => (await list(`?type=${type}`)).data.map((each) => each.type)
    expect(await typesOf('post.failed')).toEqual(['post.failed'])
    expect(await typesOf('event.failed')).toEqual(['event.failed'])
    expect(await typesOf('crisis.detected')).toEqual(['crisis.detected'])
  })

  it('come in pages, each once', async () => {
    for (let n = 0; n < 7; n++) await seed({ type: n % 2 ? 'post.failed' : 'crisis.detected', data: { n } })
    await seed({ type: 'message.failed', queue: 'failed' })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await list(`?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toHaveLength(9)
    expect(new Set(seen).size).toBe(9)
  })
})
