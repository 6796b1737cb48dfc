import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Application, startApplication } from './support/application.ts'
import { API_KEY, eventually, instagramMessage, startTestHub, type TestHub } from './support/hub.ts'
import { type PostgresServer, startPostgres } from './support/postgres.ts'

const HUBBUB_ENCRYPTION_KEY = 'ab'.repeat(32)

describe('two processes on one database', () => {
  let server: PostgresServer
  let front: TestHub
  let back: TestHub
  let target: Application
  const folders: string[] = []

  const start = (env: Record<string, string>) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hubbub-test-'))
    folders.push(dataDir)
    return startTestHub({ dataDir, databaseUrl: server.url, env: { HUBBUB_ENCRYPTION_KEY, ...env } })
  }

  beforeAll(async () => {
    server = await startPostgres()
    target = await startApplication()
    // At the same moment, on an empty database.
    ;[front, back] = await Promise.all([
      start({ HUBBUB_ROLES: 'api,ingest' }),
      start({ HUBBUB_ROLES: 'process deliver jobs' }),
    ])
    await front.api('/api/v1/webhooks', { url: target.url, events: ['*'] })
  })
  afterAll(async () => {
    await front.stop()
    await back.stop()
    await target.stop()
    await server.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  it('share the work by their roles: one takes events in, the other delivers them', async () => {
    expect((await front.send(instagramMessage('over there'))).status).toBe(200)
    await target.waitFor(1)
    expect(target.received[0]?.body).toContain('over there')
    expect((await fetch(`${back.url}/api/webhooks/instagram`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${back.url}/api/v1/events`, { headers: { 'x-api-key': API_KEY } })).status).toBe(404)
    expect((await fetch(`${back.url}/readyz`)).status).toBe(200)
  })

  it('deliver a test event and a retry asked for at the process that does not deliver', async () => {
    const { body } = await front.api<{ data: { id: string }[] }>('/api/v1/webhooks')
    const tested = await front.api<{ success: boolean }>(`/api/v1/webhooks/${body.data[0]?.id}/test`, {})
    expect(tested.body.success).toBe(true)
  })

  it('stream each event once, in order, although several commit at the same time', async () => {
    const abort = new AbortController()
    const response = await fetch(`${front.url}/api/v1/events/stream?type=message.received`, {
      headers: { 'x-api-key': API_KEY },
      signal: abort.signal,
    })
    const ids: string[] = []
    let texts: string[] = []
    const reading = (async () => {
      let text = ''
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8')
        texts = text.match(/"content":"streamed \d+/g) ?? []
        ids.splice(0, ids.length, ...[...text.matchAll(/^id: (\S+)$/gm)].map((match) => match[1] ?? ''))
      }
    })().catch(() => undefined)
    await Promise.all(Array.from({ length: 100 }, (_, index) => front.send(instagramMessage(`streamed ${index}`))))
    await eventually(
      async () => texts.length,
      (count) => count >= 100,
    )
    expect(new Set(texts).size).toBe(100)
    // A stream beside other processes runs two seconds behind, so it may begin with what came just before.
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(ids.toSorted())
    abort.abort()
    await reading
  })
})
