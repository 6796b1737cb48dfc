import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLoopback } from '../../src/api/loopback.ts'
import { describeStore } from '../support/databases.ts'
import { createTestApi, type TestApi } from './support.ts'

/** Not even to be read with another role. */
const FOR_ADMINS = new Set(['/api/v1/workspaces', '/api/v1/audit'])

const PROBLEM = 'application/problem+json; charset=utf-8'

describeStore('who may call', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database(), { perKey: 10_000, failuresPerAddress: 10_000 })
  })
  afterAll(() => api.close())

  const routes = () =>
    api.server.routeTable
      .list()
      .filter((route) => !route.public && route.method !== 'HEAD' && !route.url.startsWith('/docs'))
      .map((route) => ({ ...route, url: route.url.replace(/:\w+/g, 'x') }))
  const call = (route: { method: string; url: string }, headers: Readonly<Record<string, string | undefined>>) =>
    api.raw({ method: route.method as 'GET', url: route.url, headers: { 'x-forwarded-for': '8.8.8.8', ...headers } })

  it('is nobody without a key, on every route', async () => {
    expect(routes().length).toBeGreaterThan(35)
    for (const route of routes()) {
      for (const headers of [
        {},
        { 'x-api-key': 'wrong' },
        { authorization: 'Bearer wrong' },
        { authorization: `Basic ${api.adminKey}` },
      ]) {
        const answer = await call(route, headers)
        expect([route.method, route.url, answer.statusCode]).toEqual([route.method, route.url, 401])
        expect(answer.headers['content-type']).toBe(PROBLEM)
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="hubbub"')
        expect(answer.json()).toMatchObject({ code: 'unauthorized', error: 'Unauthorized', status: 401 })
      }
    }
  })

  it('may only read with the role read, on every route', async () => {
    for (const route of routes()) {
      if (route.url === '/api/v1/events/stream') continue
      const { statusCode } = await call(route, { 'x-api-key': api.readKey })
      if (route.method === 'GET' && !FOR_ADMINS.has(route.url))
        expect([route.url, [401, 403].includes(statusCode)]).toEqual([route.url, false])
      else expect([route.method, route.url, statusCode]).toEqual([route.method, route.url, 403])
    }
  })

  it('may do everything with the role admin, in either header', async () => {
    for (const route of routes()) {
      if (route.url === '/api/v1/events/stream') continue
      for (const headers of [{ 'x-api-key': api.adminKey }, { authorization: `Bearer ${api.adminKey}` }]) {
        const { statusCode } = await call(route, headers)
        expect([route.method, route.url, [401, 403, 500].includes(statusCode)]).toEqual([
          route.method,
          route.url,
          false,
        ])
      }
    }
  })

  it('needs no key on loopback for metrics, unless a proxy passed the call on', async () => {
    const direct = await api.raw({ url: '/metrics' })
    expect(direct.statusCode).toBe(200)
    expect(direct.body).toContain('hubbub_queue_depth{queue="deliver"} 0')
    expect((await api.raw({ url: '/metrics', remoteAddress: '10.0.0.7' })).statusCode).toBe(401)
    expect((await api.raw({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(401)
  })

  it('makes keys that work at once, shows them once, and revokes them at once', async () => {
    const made = await api.call<{ id: string; key: string; hint: string }>('/api/v1/keys', { name: 'reporting' })
    expect(made).toMatchObject({ status: 201, body: { role: 'read', lastUsedAt: null } })
    const { key, id } = made.body
    const use = async () => (await api.raw({ url: '/api/v1/events', headers: { 'x-api-key': key } })).statusCode
    expect(await use()).toBe(200)
    const list = await api.call<{ data: { id: string }[] }>('/api/v1/keys')
    expect(JSON.stringify(list.body)).not.toContain(key)
    expect(list.body.data.map((each) => each.id)).toContain(id)
    expect((await api.call(`/api/v1/keys/${id}`, undefined, 'DELETE')).status).toBe(204)
    expect(await use()).toBe(401)
    expect((await api.call(`/api/v1/keys/${id}`, undefined, 'DELETE')).status).toBe(404)
  })

  it('keeps only the hash of a key, and when it was last used', async () => {
    const rows = await store
      .database()
      .db.selectFrom('api_keys')
      .selectAll()
      .where('workspace_id', '=', api.workspaceId)
      .execute()
    expect(rows.find((row) => row.role === 'admin')?.last_used_at).toBeInstanceOf(Date)
    for (const row of rows) expect([row.hash.length, row.hint.length]).toEqual([32, 4])
  })

  it('does not revoke the last admin key', async () => {
    const { body } = await api.call<{ data: { id: string; role: string }[] }>('/api/v1/keys')
    const admin = body.data.find((key) => key.role === 'admin')
    const answer = await api.call(`/api/v1/keys/${admin?.id}`, undefined, 'DELETE')
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('limits the calls of one key, and says when to come back', async () => {
    const limited = await createTestApi(store.database(), { perKey: 3, failuresPerAddress: 100 })
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) statuses.push((await limited.call('/api/v1/keys')).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const answer = await limited.raw({ url: '/api/v1/keys', headers: { 'x-api-key': limited.adminKey } })
    expect(answer.headers['content-type']).toBe(PROBLEM)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await limited.raw({ url: '/api/v1/keys', headers: { 'x-api-key': limited.readKey } })).statusCode).toBe(200)
    await limited.close()
  })

  it('limits the wrong keys from one address, and never refuses a valid one for them', async () => {
    const limited = await createTestApi(store.database(), { perKey: 100, failuresPerAddress: 3 })
    const statusOf = async (options: InjectOptions) =>
      (await limited.raw({ url: '/api/v1/keys', ...options })).statusCode
    const guess = (remoteAddress = '127.0.0.1') => statusOf({ headers: { 'x-api-key': randomUUID() }, remoteAddress })
    const use = (key: string) => statusOf({ headers: { 'x-api-key': key } })
    expect(await use(limited.readKey)).toBe(200)
    expect([await guess(), await guess(), await guess(), await guess()]).toEqual([401, 401, 401, 429])
    expect(await statusOf({})).toBe(429)
    expect(await guess('10.1.1.1')).toBe(401)
    // One that is remembered, and some that were never seen.
    for (const key of [limited.readKey, limited.adminKey, await limited.makeKey('read')])
      expect(await use(key)).toBe(200)

    const signIn = async () => {
      const payload = { apiKey: limited.adminKey }
      const answer = await limited.raw({ method: 'POST', url: '/api/v1/session', payload })
      expect(answer.statusCode).toBe(201)
      const cookie = String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
      return { cookie, 'x-csrf-token': answer.json<{ csrfToken: string }>().csrfToken }
    }
    const [first, second] = [await signIn(), await signIn()]
    expect(await statusOf({ headers: first })).toBe(200)
    // After somebody signed out, and in a process that has just started, nothing is remembered.
    expect(await statusOf({ method: 'DELETE', url: '/api/v1/session', headers: first })).toBe(204)
    expect(await statusOf({ headers: first })).toBe(429)
    expect(await statusOf({ headers: second })).toBe(200)
    expect(await use(limited.adminKey)).toBe(200)
    await limited.close()
  })

  it('lets more clients begin at once than may fail', async () => {
    const limited = await createTestApi(store.database(), { perKey: 100, failuresPerAddress: 3 })
    const keys = await Promise.all(Array.from({ length: 10 }, () => limited.makeKey('read')))
    const answers = await Promise.all(
      keys.map((key) => limited.raw({ url: '/api/v1/keys', headers: { 'x-api-key': key } })),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(keys.map(() => 200))
    await limited.close()
  })

  it('counts sign-ins with their key, and asking without a session with nobody', async () => {
    const limited = await createTestApi(store.database(), { perKey: 2, failuresPerAddress: 100 })
    const ask = async () => (await limited.raw({ url: '/api/v1/session' })).statusCode
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([401, 401, 401, 401])
    const signIn = async (apiKey: string) =>
      (await limited.raw({ method: 'POST', url: '/api/v1/session', payload: { apiKey } })).statusCode
    const { adminKey, readKey } = limited
    expect([await signIn(adminKey), await signIn(adminKey), await signIn(adminKey)]).toEqual([201, 201, 429])
    expect(await signIn(readKey)).toBe(201)
    await limited.close()
  })
})

describe('loopback', () => {
  it('is 127.0.0.0/8 and ::1, also mapped', () => {
    for (const ip of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) expect(isLoopback(ip)).toBe(true)
    for (const ip of ['10.0.0.1', '::ffff:10.0.0.1', '127.evil.com', '::2', '']) expect(isLoopback(ip)).toBe(false)
  })
})
