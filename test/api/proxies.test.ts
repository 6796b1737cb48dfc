import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { describeStore } from '../support/databases.ts'
import { eventually, startTestHub, type TestHub } from '../support/hub.ts'
import { createTestApi, type TestApi } from './support.ts'

const PROXY = '10.0.0.7'
const OTHER = '10.0.1.7'

describeStore('behind a proxy that is trusted', (store) => {
  let api: TestApi
  beforeAll(async () => {
    const limits = { perKey: 1000, failuresPerAddress: 2 }
    api = await createTestApi(store.database(), limits, 'all', true, { env: { TRUSTED_PROXIES: '10.0.0.0/24, ::1' } })
  })
  afterAll(() => api.close())

  it.each([PROXY, `::ffff:${PROXY}`, '::1'])('wrong keys are counted by the address that %s names', async (proxy) => {
    const guess = async (forwarded: string) =>
      (
        await api.raw({
          url: '/api/v1/keys',
          headers: { 'x-api-key': 'wrong', 'x-forwarded-for': forwarded },
          remoteAddress: proxy,
        })
      ).statusCode
    const [one, two] = [`203.0.113.${proxy.length}`, `2001:db8::${proxy.length}`]
    expect([await guess(one), await guess(one), await guess(one)]).toEqual([401, 401, 429])
    expect(await guess(two)).toBe(401)
    // What the client itself wrote before the proxy added its address counts for nothing.
    expect(await guess(`198.51.100.1, ${one}`)).toBe(429)
    expect(await guess(`${one}, 10.0.0.8`)).toBe(429)
  })

  it('wrong keys are counted by the address of the proxy when it names none', async () => {
    const statuses: number[] = []
    for (const forwarded of ['unknown', '203.0.113.1:4711', 'x'.repeat(2000)])
      statuses.push(
        (
          await api.raw({
            url: '/api/v1/keys',
            headers: { 'x-api-key': 'wrong', 'x-forwarded-for': forwarded },
            remoteAddress: '10.0.0.99',
          })
        ).statusCode,
      )
    expect(statuses).toEqual([401, 401, 429])
  })

  it('wrong keys of others are counted by their own address, whatever they say', async () => {
    const statuses: number[] = []
    for (const forwarded of ['203.0.113.51', '203.0.113.52', '203.0.113.53'])
      statuses.push(
        (
          await api.raw({
            url: '/api/v1/keys',
            headers: { 'x-api-key': 'wrong', 'x-forwarded-for': forwarded },
            remoteAddress: OTHER,
          })
        ).statusCode,
      )
    expect(statuses).toEqual([401, 401, 429])
  })

  it('https and the host are known by what the proxy says, and only by that', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'hub.example.com' }
    const cookieOf = async (remoteAddress: string) => {
      const payload = { apiKey: api.adminKey }
      const answer = await api.raw({ method: 'POST', url: '/api/v1/session', headers, payload, remoteAddress })
      expect(answer.statusCode).toBe(201)
      return String(answer.headers['set-cookie'])
    }
    expect(await cookieOf(PROXY)).toMatch(/^__Host-.*; Secure$/)
    expect(await cookieOf(OTHER)).not.toMatch(/__Host-|Secure/)
    const callbackOf = async (remoteAddress: string, more: Readonly<Record<string, string>> = {}) => {
      const answer = await api.raw({
        url: '/api/v1/platforms',
        headers: { ...headers, 'x-api-key': api.adminKey, ...more },
        remoteAddress,
      })
      return answer.json<{ data: { callbackUrl: string }[] }>().data[0]?.callbackUrl
    }
    expect(await callbackOf(PROXY)).toMatch(/^https:\/\/hub\.example\.com\//)
    expect(await callbackOf(OTHER)).toMatch(/^http:\/\/localhost:80\//)
    expect(await callbackOf(PROXY, { 'x-forwarded-proto': 'javascript' })).toMatch(/^http:\/\/hub\.example\.com\//)
  })

  it('metrics still need a key', async () => {
    const headers = { 'x-forwarded-for': '127.0.0.1' }
    expect((await api.raw({ url: '/metrics', headers, remoteAddress: '::1' })).statusCode).toBe(401)
  })
})

describe('a refused request', () => {
  const hubs: { hub: TestHub; dataDir: string }[] = []
  afterAll(async () => {
    for (const { hub, dataDir } of hubs) {
      await hub.stop()
      fs.rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it.each([
    ['127.0.0.1', '203.0.113.7'],
    ['', '127.0.0.1'],
    ['10.0.0.1', '127.0.0.1'],
  ])('with TRUSTED_PROXIES=%s is listed as from %s', async (trusted, address) => {
    const dataDir = await preparedDataDir()
    const hub = await startTestHub({ dataDir, env: { TRUSTED_PROXIES: trusted } })
    hubs.push({ hub, dataDir })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' }
    const answer = await fetch(`${hub.url}/api/webhooks/instagram`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(401)
    const rejection = await eventually(
      async () => (await hub.api<{ data: { remoteAddress: string }[] }>('/api/v1/rejections')).body.data[0],
      (found) => found !== undefined,
    )
    expect(rejection?.remoteAddress).toBe(address)
  })
})

describe('TRUSTED_PROXIES', () => {
  it('is nobody unless said otherwise', () => {
    expect(loadConfig({}).trustedProxies).toEqual([])
    expect(loadConfig({ TRUSTED_PROXIES: '127.0.0.1, fd00::/8' }).trustedProxies).toEqual(['127.0.0.1', 'fd00::/8'])
  })

  it.each(['loopback', 'true', '10.0.0', '10.0.0.0/33', '0.0.0.0/0', '::/0', '127.0.0.1,proxy.example.com'])(
    'is not %s',
    (text) => {
      expect(() => loadConfig({ TRUSTED_PROXIES: text })).toThrow('TRUSTED_PROXIES: "')
    },
  )
})
