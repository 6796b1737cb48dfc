import { afterAll, beforeAll, expect, it } from 'vitest'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Advised {
  platform: string
  problems: { code: string; remedy: { code: string; detail: string; href: string | null } }[]
}

describeStore('the remedy of a problem of an account', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database())
    for (const { id } of PLATFORMS) await seedAccount(store.database().db, api.workspaceId, '1', id)
  })
  afterAll(() => api.close())

  it.each(['discovered', 'disconnected'] as const)('that is %s is a login only where there is one', async (state) => {
    const { db } = store.database()
    await db.updateTable('accounts').set({ state }).where('workspace_id', '=', api.workspaceId).execute()
    const platforms = await api.call<{ data: { id: string; login: { redirectUrl: string | null } }[] }>(
      '/api/v1/platforms',
    )
    const logins = new Map(platforms.body.data.map(({ id, login }) => [id, login.redirectUrl !== null]))
    const { body } = await api.call<{ data: Advised[] }>('/api/v1/accounts')
    expect(body.data).toHaveLength(PLATFORMS.length)
    for (const { platform, problems } of body.data) {
      const detail = problems[0]?.remedy.detail ?? ''
      expect(problems[0]?.remedy.code).toBe(state === 'discovered' ? 'connect' : 'connect_again')
      expect(detail).toContain('POST /api/v1/accounts')
      expect([platform, detail.includes(`GET /api/v1/connect/${platform}`)]).toEqual([platform, logins.get(platform)])
    }
  })
})
