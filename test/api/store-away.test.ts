import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toHubError } from '../../src/api/problems.ts'
import { HubError } from '../../src/errors.ts'
import type { Database } from '../../src/store/database.ts'
import { StoreUnavailableError } from '../../src/store/errors.ts'
import { openDatabase } from '../../src/store/open.ts'
import { silent } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { createTestApi, type TestApi } from './support.ts'

describe('while the store is away', () => {
  let server: PostgresServer
  let database: Database
  let api: TestApi
  beforeAll(async () => {
    server = await startPostgres()
    database = await openDatabase({ dataDir: '/nonexistent', databaseUrl: server.url, log: silent })
    api = await createTestApi(database)
  })
  afterAll(async () => {
    await api.close()
    await database.close()
    await server.stop()
  })

  it('answers 503 with Retry-After, not 500, and recovers by itself', async () => {
    expect((await api.call('/api/v1/events')).status).toBe(200)
    await server.kill()
    for (const url of ['/api/v1/events', '/api/v1/webhooks', '/api/v1/stats']) {
      const answer = await api.raw({ url, headers: { 'x-api-key': api.adminKey } })
      expect([url, answer.statusCode]).toEqual([url, 503])
      expect(answer.json()).toMatchObject({ code: 'unavailable', error: 'Unavailable' })
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    expect((await api.raw({ url: '/readyz' })).statusCode).toBe(503)
    expect((await api.raw({ url: '/healthz' })).statusCode).toBe(200)
    expect((await api.raw({ url: '/metrics' })).statusCode).toBe(200)
    await server.restart()
    await expect
      .poll(async () => (await api.raw({ url: '/api/v1/events', headers: { 'x-api-key': api.adminKey } })).statusCode, {
        timeout: 10_000,
      })
      .toBe(200)
    expect((await api.raw({ url: '/readyz' })).statusCode).toBe(200)
  })
})

describe('errors', () => {
  const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })

  it('of a store that is away, full or overloaded are 503', () => {
    for (const error of [
      withCode('ECONNREFUSED'),
      withCode('57P01'),
      withCode('53300'),
      withCode('53100'),
      withCode('08006'),
      withCode('40P01'),
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
      new StoreUnavailableError('away', 'x'),
    ])
      expect(toHubError(error)).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 5 })
  })

  it('of a wrong query are 500 and tell nothing of themselves', () => {
    const shown = toHubError(withCode('42601', 'syntax error at or near secret'))
    expect(shown).toMatchObject({ code: 'internal', status: 500 })
    expect(shown.message).not.toContain('secret')
  })

  it('meant to be shown are shown as they are', () => {
    const error = new HubError('conflict', 'because')
    expect(toHubError(error)).toBe(error)
  })
})
