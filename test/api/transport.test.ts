import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStore } from '../support/databases.ts'
import { seedAccount } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

/** Long enough that nothing else is as slow. */
const BODY_TIMEOUT_MS = 1500

describeStore('below the routes', (store) => {
  let api: TestApi
  let port: number
  beforeAll(async () => {
    api = await createTestApi(store.database(), undefined, 'all', true, { bodyTimeoutMs: BODY_TIMEOUT_MS })
    await seedAccount(store.database().db, api.workspaceId, '178')
    await api.server.listen({ port: 0, host: '127.0.0.1' })
    port = (api.server.server.address() as AddressInfo).port
  })
  afterAll(() => api.close())

  /** What the server answers to bytes, until it hangs up. */
  const answerTo = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    return { head, problem: JSON.parse(body) as Record<string, unknown> }
  }
  /** A request whose body has only begun. */
  const begin = (path: string, headers: Readonly<Record<string, string | number>>): ClientRequest => {
    const begun = request({ port, path, method: 'POST', headers: { 'x-api-key': api.adminKey, ...headers } })
    begun.on('error', () => undefined)
    begun.write('{"name"')
    return begun
  }
  const answerOf = async (begun: ClientRequest) => {
    const [response] = (await once(begun, 'response')) as [IncomingMessage]
    return { status: response.statusCode, headers: response.headers, problem: JSON.parse(await text(response)) }
  }

  it.each([
    ['GET / HTTP/9.9\r\n\r\n', 400, 'invalid_request'],
    ['nonsense\r\n\r\n', 400, 'invalid_request'],
    [`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ])('%.16s is answered with a problem document', async (bytes, status, code) => {
    const { head, problem } = await answerTo(bytes)
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`))
    expect(head).toContain('Content-Type: application/problem+json; charset=utf-8')
    expect(problem).toMatchObject({ status, code, type: `urn:hubbub:problem:${code}` })
    expect(Object.keys(problem).sort()).toEqual(
      [
        ...['code', 'detail', 'error', 'instance', 'requestId', 'status', 'title', 'type'],
        ...(code === 'invalid_request' ? ['errors'] : []),
      ].sort(),
    )
  })

  it('a body that does not arrive is given up, with a problem document', async () => {
    const paths = ['/api/v1/keys', '/api/webhooks/instagram', '/no/such/route']
    const headers = { 'content-type': 'application/json', 'content-length': 100 }
    const answers = await Promise.all(paths.map((path) => answerOf(begin(path, headers))))
    for (const { status, headers: answered, problem } of answers) {
      expect([status, problem.code]).toEqual([408, 'request_timeout'])
      expect(answered['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(answered.connection).toBe('close')
    }
  })

  it('who is refused at once may not go on sending', async () => {
    const begun = begin('/api/v1/media', { 'x-api-key': 'wrong', 'content-length': 1_000_000 })
    const closed = once(begun, 'close')
    expect((await answerOf(begun)).status).toBe(401)
    await closed
  })

  it('an upload may take longer than any other body', async () => {
    const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: image/png\r\n\r\n'
    const headers = { 'x-api-key': api.adminKey, 'content-type': 'multipart/form-data; boundary=b' }
    const path = '/api/v1/media?account=instagram:178'
    const begun = request({ port, path, method: 'POST', headers })
    begun.write(part)
    const answer = answerOf(begun)
    // A body that began later is given up meanwhile.
    const later = begin('/api/v1/keys', { 'content-type': 'application/json', 'content-length': 100 })
    expect((await answerOf(later)).status).toBe(408)
    begun.end('x\r\n--b--\r\n')
    expect(await answer).toMatchObject({ status: 409, problem: { code: 'account_not_connected' } })
  })
})
