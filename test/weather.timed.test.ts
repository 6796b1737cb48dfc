import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApplication } from './support/application.ts'
import { describeHub, eventually, instagramMessage, startTestHub, type TestHub } from './support/hub.ts'
import { type PostgresServer, startPostgres } from './support/postgres.ts'

describeHub('a flood of unsigned requests', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
  })
  afterAll(() => hub.stop())

  it('is counted whole and kept within bounds', async () => {
    const flood = 3000
    let sent = 0
    const client = async () => {
      while (sent < flood) {
        sent++
        const response = await fetch(`${hub.url}/api/webhooks/instagram`, { method: 'POST', body: 'x'.repeat(2000) })
        expect(response.status).toBe(401)
        await response.arrayBuffer()
      }
    }
    await Promise.all(Array.from({ length: 32 }, client))
    const { body } = await eventually(
      () => hub.api<{ counts: { cause: string; count: number }[] }>('/api/v1/rejections'),
      (answer) => answer.body.counts.some((row) => row.count >= flood),
    )
    expect(body.counts).toEqual([expect.objectContaining({ cause: 'no_signature', count: flood })])
    const rows = await hub.database.db.selectFrom('rejections').select('body_sample').execute()
    expect(rows.length).toBeGreaterThan(0)
    // 120 in a minute and one in a thousand; the minute may turn once.
    expect(rows.length).toBeLessThanOrEqual(245)
    expect(Math.max(...rows.map((row) => row.body_sample?.length ?? 0))).toBeLessThanOrEqual(1024)
  })
})

describe('a database server that', () => {
  let server: PostgresServer
  let hub: TestHub
  let dataDir: string
  beforeAll(async () => {
    server = await startPostgres({ fsync: true })
    dataDir = mkdtempSync(join(tmpdir(), 'hubbub-test-'))
    hub = await startTestHub({ dataDir, databaseUrl: server.url })
  })
  afterAll(async () => {
    await hub.stop()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const timed = async (text: string) => {
    const started = performance.now()
    const response = await hub.send(instagramMessage(text))
    return { status: response.status, ms: performance.now() - started, retryAfter: response.headers.get('retry-after') }
  }
  const recovered = () =>
    eventually(
      () => timed('again'),
      (answer) => answer.status === 200,
      20_000,
    )

  it('stops answering costs 503 within the deadline, and nothing that was acknowledged', async () => {
    const application = await startApplication()
    await hub.api('/api/v1/webhooks', { url: application.url, events: ['*'] })
    expect((await timed('before')).status).toBe(200)
    await application.waitFor(1)
    server.freeze()
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => timed(`frozen ${index}`)))
      for (const answer of answers) {
        expect(answer.status).toBe(503)
        expect(Number(answer.retryAfter)).toBeGreaterThan(0)
        expect(answer.ms).toBeLessThan(1600)
      }
    } finally {
      server.thaw()
    }
    await recovered()
    await application.waitFor(2)
    await application.stop()
  })

  it('is killed and comes back costs 503 meanwhile, and recovers by itself', async () => {
    expect((await timed('before')).status).toBe(200)
    await server.kill()
    const away = await timed('away')
    expect(away.status).toBe(503)
    expect(away.ms).toBeLessThan(1600)
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
    expect((await hub.api<{ code: string }>('/api/v1/events')).body.code).toBe('unavailable')
    await server.restart()
    await recovered()
    const { body } = await hub.api<{ data: { data: { content: string } }[] }>('/api/v1/events')
    expect(body.data.filter((event) => event.data.content === 'before')).toHaveLength(2)
    await eventually(
      () => fetch(`${hub.url}/readyz`),
      (response) => response.status === 200,
    )
  })
})
