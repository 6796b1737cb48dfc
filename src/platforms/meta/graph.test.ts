import { describe, expect, it } from 'vitest'
import { type GraphHost, graphError, graphHost } from '../../../test/support/graph-host.ts'
import { thirdPartyJson } from '../../../test/third-party.ts'
import { PlatformError } from '../error.ts'
import { appSecretProof, createGraph } from './graph.ts'
import { usageOf } from './usage.ts'

const graphOf = ({ environment }: GraphHost) =>
  createGraph({
    platform: 'facebook',
    baseUrl: environment.graphUrl,
    version: environment.graphVersion,
    token: 'token',
    appSecret: 'secret',
    environment,
  })

interface ProofVector {
  readonly name: string
  readonly access_token: string
  readonly app_secret: string
  readonly appsecret_proof: string
}

describe('appsecret_proof', () => {
  it('is that of the published vectors', () => {
    for (const vector of thirdPartyJson<ProofVector[]>('vectors/meta-appsecret-proof.json') ?? [])
      expect(appSecretProof(vector.access_token, vector.app_secret), vector.name).toBe(vector.appsecret_proof)
  })

  it('goes with every kind of call, and the token in a header', async () => {
    const host = await graphHost(() => ({ data: [], success: true }))
    const graph = graphOf(host)
    await graph.get(['me'])
    await graph.post(['me', 'messages'], { json: { a: 1 } })
    await graph.delete(['me', 'subscribed_apps'])
    await graph.all(['me', 'accounts'])
    expect(host.requests).toHaveLength(4)
    for (const { query, headers, path } of host.requests) {
      expect(query.get('appsecret_proof')).toBe(appSecretProof('token', 'secret'))
      expect(query.has('access_token')).toBe(false)
      expect(headers.authorization).toBe('Bearer token')
      expect(path).toMatch(/^\/v26\.0\/me/)
    }
  })
})

describe('the Graph client', () => {
  it('escapes what it puts into a path', async () => {
    const host = await graphHost(({ path }) => ({ path }))
    await graphOf(host).get(['1/../2?x'])
    expect(host.requests[0]?.path).toBe('/v26.0/1/../2?x')
    expect(host.requests[0]?.query.has('x')).toBe(false)
  })

  it('follows the pages of a list by cursor, never by the address that holds the token', async () => {
    const host = await graphHost(({ query }) =>
      query.get('after') === 'b'
        ? { data: [{ id: '3' }], paging: { cursors: { after: 'c' } } }
        : {
            data: [{ id: '1' }, { id: '2' }],
            paging: { cursors: { after: 'b' }, next: 'https://elsewhere.example/?access_token=x' },
          },
    )
    expect(await graphOf(host).all(['me', 'accounts'])).toEqual([{ id: '1' }, { id: '2' }, { id: '3' }])
  })

  it('ends a list whose cursor never moves', async () => {
    const host = await graphHost(() => ({ data: [{ id: '1' }], paging: { cursors: { after: 'a' }, next: 'x' } }))
    expect(await graphOf(host).all(['me', 'accounts'])).toHaveLength(2)
  })

  it('throws what the platform says, typed, and reports the usage beside it', async () => {
    const host = await graphHost((_request, response) => {
      response.setHeader('x-app-usage', '{"call_count":100,"total_time":20,"total_cputime":3}')
      return graphError(response, 400, { code: 10, error_subcode: 2018278 })
    })
    await expect(graphOf(host).post(['1', 'messages'], { json: {} })).rejects.toMatchObject({
      kind: 'window',
      platformCode: '10/2018278',
      httpStatus: 400,
      retryable: false,
      outcomeUnknown: false,
    })
    expect(host.usage).toEqual([{ share: 1, regainAt: undefined }])
  })

  it('takes an error for one also under HTTP 200', async () => {
    const host = await graphHost((_request, response) => graphError(response, 200, { code: 190 }))
    await expect(graphOf(host).get(['me'])).rejects.toMatchObject({ kind: 'auth' })
  })

  it.each([
    [502, true],
    [200, true],
    [503, false],
  ])('on a page of HTML with status %i to a POST: outcome unknown is %s', async (status, outcomeUnknown) => {
    const host = await graphHost((_request, response) => {
      response.statusCode = status
      response.end('<html><title>Sorry, something went wrong</title></html>')
      return undefined
    })
    const error = await graphOf(host)
      .post(['1', 'messages'], { json: {} })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(PlatformError)
    expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown, retryable: !outcomeUnknown })
    expect(error).toHaveProperty('message', expect.stringContaining('Sorry, something went wrong'))
    expect(host.requests).toHaveLength(1)
  })
})

describe('usage headers', () => {
  const now = new Date('2026-01-01T00:00:00Z')

  it('tell the share of the fullest limit', () => {
    expect(usageOf({ 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":61}' }, now)).toEqual({
      share: 0.61,
      regainAt: undefined,
    })
  })

  it('tell in minutes when a use case is open again', () => {
    const cases = { 178: [{ type: 'instagram', call_count: 120, estimated_time_to_regain_access: 19 }] }
    expect(usageOf({ 'x-business-use-case-usage': JSON.stringify(cases) }, now)).toEqual({
      share: 1.2,
      regainAt: new Date('2026-01-01T00:19:00Z'),
    })
  })

  it('tell the share of an ad account', () => {
    const header = '{"acc_id_util_pct":9.67,"reset_time_duration":100}'
    expect(usageOf({ 'x-ad-account-usage': header }, now)).toMatchObject({ share: 0.0967, regainAt: undefined })
  })

  it('may be absent or spoilt', () => {
    expect(usageOf({}, now)).toBeUndefined()
    expect(usageOf({ 'x-app-usage': '{"call' }, now)).toBeUndefined()
  })
})
