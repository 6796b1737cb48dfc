import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Connections, type ConnectionsOptions } from '../../lib/net/connections.ts'
import { createGuard, type Guard, type Resolve } from '../../lib/net/guard.ts'
import { Exchange, type PostRequest, type PostResult } from './exchange.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const loopback = createGuard(['127.0.0.0/8'])

/** Sends requests over its own connections. */
function poster(options: Partial<ConnectionsOptions> = {}) {
  const connections = new Connections({ guard: loopback, ...options })
  cleanups.push(() => connections.close())
  return {
    connections,
    send: (address: string, rest: Partial<PostRequest> = {}) => begin(connections, address, rest).result,
  }
}

function begin(connections: Connections, address: string, rest: Partial<PostRequest> = {}) {
  const { origin, pathname, search } = new URL(address)
  const { promise: result, resolve } = Promise.withResolvers<PostResult>()
  const headers = { 'content-type': 'application/json' }
  const request = { origin, path: pathname + search, headers, body: Buffer.from('{"a":"ü"}'), timeoutMs: 5000, ...rest }
  const exchange = new Exchange(connections, request, resolve)
  exchange.start()
  return { exchange, result }
}

async function listen(server: Server | TcpServer, host = '127.0.0.1', port = 0) {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections++
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
  })
  server.listen(port, host)
  await once(server, 'listening')
  cleanups.push(async () => {
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  })
  const { port: bound } = server.address() as AddressInfo
  return { url: `http://${host}:${bound}`, port: bound, connections: () => connections, sockets }
}

/** Resolves when every connection is closed. */
async function allClosed(sockets: ReadonlySet<Socket>) {
  await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
}

const http = (listener: RequestListener) => listen(createServer(listener))
/** A server that speaks bytes: called with each socket once a request has come in. */
const tcp = (onRequest: (socket: Socket, nth: number) => void) => {
  let nth = 0
  return listen(createTcpServer((socket) => socket.on('data', () => onRequest(socket, ++nth))))
}

describe('a request', () => {
  it('is a POST with the given headers and bytes', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const app = await http((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { method, url, headers } = request
        resolve({ method, url, headers, body: Buffer.concat(chunks).toString() })
        response.end('ok')
      })
    })
    await poster().send(`${app.url}/hook?a=1#part`, { headers: { 'content-type': 'text/x', 'webhook-id': 'dlv_1' } })
    expect(await promise).toMatchObject({
      method: 'POST',
      url: '/hook?a=1',
      body: '{"a":"ü"}',
      headers: {
        'content-type': 'text/x',
        'content-length': '10',
        'webhook-id': 'dlv_1',
      },
    })
  })

  it('keeps the connection for the next one', async () => {
    const app = await http((_request, response) => response.end('ok'))
    const { send } = poster()
    for (let i = 0; i < 5; i++) expect((await send(app.url)).statusCode).toBe(200)
    expect(app.connections()).toBe(1)
  })

  it('does not share its connection with another one in flight', async () => {
    const held: (() => void)[] = []
    const app = await http((_request, response) => {
      held.push(() => response.end('ok'))
      if (held.length === 8) for (const answer of held) answer()
    })
    const { send } = poster()
    const results = await Promise.all(Array.from({ length: 8 }, () => send(app.url)))
    expect(results.every((result) => result.statusCode === 200)).toBe(true)
    expect(app.connections()).toBe(8)
  })

  it('leaves no more idle connections open than allowed', async () => {
    const held: (() => void)[] = []
    const { promise: allHere, resolve } = Promise.withResolvers<void>()
    const app = await http((_request, response) => {
      held.push(() => response.end('ok'))
      if (held.length === 6) resolve()
    })
    const { send } = poster({ maxIdle: 2 })
    const results = Promise.all(Array.from({ length: 6 }, () => send(app.url)))
    await allHere
    const fourClosed = Promise.withResolvers<void>()
    let left = 4
    for (const socket of app.sockets) socket.on('close', () => --left === 0 && fourClosed.resolve())
    for (const answer of held) answer()
    await results
    await fourClosed.promise
    expect(app.sockets.size).toBe(2)
  })

  it('closes an idle connection after a while', async () => {
    const app = await http((_request, response) => response.end('ok'))
    await poster({ idleTimeoutMs: 50 }).send(app.url)
    await allClosed(app.sockets)
    expect(app.sockets.size).toBe(0)
  })
})

describe('an answer', () => {
  it('comes with its status, flattened headers and body', async () => {
    const app = await http((_request, response) => {
      response.writeHead(418, {
        'x-a': ['1', '2'],
        'set-cookie': ['session=secret', 'b=2'],
        'x-long': 'y'.repeat(5000),
      })
      response.end('teapot')
    })
    const result = await poster().send(app.url)
    expect(result).toMatchObject({ statusCode: 418, truncated: false, headers: { 'x-a': '1, 2' } })
    expect(result.error).toBeUndefined()
    expect(result.body.toString()).toBe('teapot')
    expect(result.headers?.['x-long']).toHaveLength(2048)
    expect(JSON.stringify(result.headers)).not.toContain('secret')
  })

  it('keeps at most 64 headers', async () => {
    const app = await http((_request, response) => {
      for (let i = 0; i < 100; i++) response.setHeader(`x-${i}`, 'v')
      response.end()
    })
    expect(Object.keys((await poster().send(app.url)).headers ?? {})).toHaveLength(64)
  })

  it.each([301, 302, 307, 308])('of %i is not followed', async (status) => {
    let requests = 0
    const app = await http((_request, response) => {
      requests++
      response.writeHead(status, { location: '/elsewhere' }).end()
    })
    expect((await poster().send(app.url)).statusCode).toBe(status)
    expect(requests).toBe(1)
  })

  it('of exactly 16 KB is whole', async () => {
    const app = await http((_request, response) => response.end(Buffer.alloc(16_384, 'x')))
    const result = await poster().send(app.url)
    expect([result.body.length, result.truncated]).toEqual([16_384, false])
  })

  it('of one byte more is cut, and the next request still works', async () => {
    const app = await http((_request, response) => response.end(Buffer.alloc(16_385, 'x')))
    const { send } = poster()
    for (let i = 0; i < 3; i++) {
      const result = await send(app.url)
      expect([result.statusCode, result.body.length, result.truncated, result.error]).toEqual([
        200,
        16_384,
        true,
        undefined,
      ])
    }
  })

  it('without end is cut at 16 KB, and its connection closed', async () => {
    const app = await http((_request, response) => {
      const pump = () => {
        while (!response.destroyed && response.write(Buffer.alloc(8192)));
      }
      response.on('drain', pump)
      pump()
    })
    const result = await poster().send(app.url)
    expect([result.statusCode, result.body.length, result.truncated]).toEqual([200, 16_384, true])
    await allClosed(app.sockets)
  })

  it('is kept as sent when it is compressed all the same', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 1, 2, 3])
    const app = await http((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes))
    expect((await poster().send(app.url)).body).toEqual(bytes)
  })

  it('may begin with an interim one', async () => {
    const app = await tcp((socket) =>
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
    )
    const result = await poster().send(app.url)
    expect(result).toMatchObject({ statusCode: 200 })
    expect(result.body.toString()).toBe('ok')
  })
})

describe('a failure', () => {
  const expectKind = async (
    url: string,
    kind: string,
    rest: Partial<PostRequest> = {},
    options: Partial<ConnectionsOptions> = {},
  ) => {
    const result = await poster(options).send(url, rest)
    expect(result.error?.kind, result.error?.message).toBe(kind)
    expect(result.error?.message).not.toBe('')
    return result
  }

  it('is a timeout when no answer comes', async () => {
    const app = await http(() => {})
    const startedAt = performance.now()
    const result = await expectKind(app.url, 'timeout', { timeoutMs: 100 })
    expect(result.statusCode).toBeUndefined()
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95)
  })

  it('is a timeout when an answer drips for ever, and the connection is closed', async () => {
    let dripping: NodeJS.Timeout | undefined
    const app = await http((_request, response) => {
      response.writeHead(200)
      dripping = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(dripping))
    })
    const startedAt = performance.now()
    const result = await expectKind(app.url, 'timeout', { timeoutMs: 150 })
    expect(result.statusCode).toBe(200)
    expect(result.body.length).toBeGreaterThan(0)
    expect(performance.now() - startedAt).toBeLessThan(1500)
    await allClosed(app.sockets)
  })

  it('is a timeout when headers drip for ever', async () => {
    const app = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('x-a: b\r\n'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    await expectKind(app.url, 'timeout', { timeoutMs: 150 })
  })

  it('is a timeout when DNS does not answer', async () => {
    await expectKind('http://app.test/', 'timeout', { timeoutMs: 100 }, { guard: createGuard([], () => {}) })
  })

  it('is dns when the name is unknown', async () => {
    const guard = createGuard([], (hostname, _options, callback) =>
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), []),
    )
    await expectKind('http://app.test/', 'dns', {}, { guard })
  })

  it('is connection when nothing listens', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const result = await expectKind(`http://127.0.0.1:${port}/`, 'connection')
    expect(result.error?.message).toContain('ECONNREFUSED')
  })

  it('is connection, after one request, when a fresh connection is closed unanswered', async () => {
    const app = await tcp((socket) => socket.destroy())
    await expectKind(app.url, 'connection')
    expect(app.connections()).toBe(1)
  })

  it('is connection when the answer breaks off', async () => {
    const app = await tcp((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))
    const result = await poster().send(app.url)
    expect(result.error).toBeDefined()
    expect(result.statusCode).toBe(200)
  })

  it('is protocol when the answer is not HTTP', async () => {
    const app = await tcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'))
    await expectKind(app.url, 'protocol')
  })

  it('is protocol when the headers are too large', async () => {
    const app = await tcp((socket) => socket.write(`HTTP/1.1 200 OK\r\nx-a: ${'y'.repeat(40_000)}\r\n\r\n`))
    await expectKind(app.url, 'protocol')
  })

  it('is protocol when a header cannot be sent', async () => {
    const app = await http((_request, response) => response.end())
    await expectKind(app.url, 'protocol', { headers: { 'x-a': 'line\nbreak' } })
  })

  it('is aborted when it is cut off, and the connection is closed', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    const app = await http(() => resolve())
    const { exchange, result } = begin(poster().connections, app.url)
    await arrived
    exchange.abort()
    expect((await result).error?.kind).toBe('aborted')
    await allClosed(app.sockets)
  })
})

describe('a kept-alive connection', () => {
  const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

  it('that dies unanswered is replaced at once, once', async () => {
    const app = await tcp((socket, nth) => (nth === 2 ? socket.resetAndDestroy() : socket.write(OK)))
    const { send } = poster()
    expect((await send(app.url)).statusCode).toBe(200)
    expect(await send(app.url)).toMatchObject({ statusCode: 200 })
    expect(app.connections()).toBe(2)
  })

  it('is not replaced a second time', async () => {
    const app = await tcp((socket, nth) => (nth === 1 ? socket.write(OK) : socket.destroy()))
    const { send } = poster()
    await send(app.url)
    expect((await send(app.url)).error?.kind).toBe('connection')
    expect(app.connections()).toBe(2)
  })

  it('that dies after an answer began is not replaced', async () => {
    const app = await tcp((socket, nth) =>
      nth === 1 ? socket.write(OK) : socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    )
    const { send } = poster()
    await send(app.url)
    expect((await send(app.url)).error).toBeDefined()
    expect(app.connections()).toBe(1)
  })

  it('that the application closes by itself makes room for a new one', async () => {
    const app = await http((_request, response) => response.setHeader('connection', 'close').end('ok'))
    const { send } = poster()
    for (let i = 0; i < 3; i++) expect((await send(app.url)).statusCode).toBe(200)
    expect(app.connections()).toBe(3)
  })
})

describe('a forbidden address', () => {
  const v4 = (address: string): LookupAddress => ({ address, family: 4 })
  /** Answers each question with the next list. */
  const answering = (...answers: LookupAddress[][]): Resolve => {
    return (_hostname, _options, callback) => setImmediate(() => callback(null, answers.shift() ?? []))
  }
  const resolveWith = (guard: Guard) =>
    new Promise<unknown>((resolve) =>
      guard.lookup('app.test', { all: true }, (error, found) => resolve(error ?? found)),
    )

  it('written in the URL gets no connection', async () => {
    const app = await http((_request, response) => response.end())
    const { send } = poster({ guard: createGuard([]) })
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost'])
      expect((await send(`http://${host}:${app.port}/`)).error?.kind).toBe('blocked')
    expect(app.connections()).toBe(0)
  })

  it('behind a name gets no connection', async () => {
    const app = await http((_request, response) => response.end())
    const { send } = poster({ guard: createGuard([], answering([v4('127.0.0.1')])) })
    const result = await send(`http://app.test:${app.port}/`)
    expect(result.error).toMatchObject({ kind: 'blocked', message: expect.stringContaining('127.0.0.1') })
    expect(app.connections()).toBe(0)
  })

  it('that a name changes to between check and connect gets no connection', async () => {
    const app = await http((_request, response) => response.end())
    const guard = createGuard([], answering([v4('8.8.8.8')], [v4('127.0.0.1')]))
    const url = `http://app.test:${app.port}/`
    expect(guard.checkUrl(url)).toBeUndefined()
    expect(await resolveWith(guard)).toEqual([v4('8.8.8.8')])
    expect((await poster({ guard }).send(url)).error?.kind).toBe('blocked')
    expect(app.connections()).toBe(0)
  })

  it('that a name changes to between two requests gets no connection', async () => {
    const allowed = await listen(
      createServer((_request, response) => response.setHeader('connection', 'close').end('ok')),
      '127.0.0.2',
    )
    const forbidden = await listen(
      createServer((_request, response) => response.end()),
      '127.0.0.1',
      allowed.port,
    )
    const guard = createGuard(['127.0.0.2'], answering([v4('127.0.0.2')], [v4('127.0.0.1')]))
    const { send } = poster({ guard })
    expect((await send(`http://app.test:${allowed.port}/`)).statusCode).toBe(200)
    expect((await send(`http://app.test:${allowed.port}/`)).error?.kind).toBe('blocked')
    expect([allowed.connections(), forbidden.connections()]).toEqual([1, 0])
  })

  it('in a mixed answer gets no connection, the allowed one does', async () => {
    const allowed = await listen(
      createServer((_request, response) => response.end('ok')),
      '127.0.0.2',
    )
    const forbidden = await listen(
      createServer((_request, response) => response.end()),
      '127.0.0.1',
      allowed.port,
    )
    const guard = createGuard(['127.0.0.2'], answering([v4('127.0.0.1'), v4('127.0.0.2')]))
    expect((await poster({ guard }).send(`http://app.test:${allowed.port}/`)).statusCode).toBe(200)
    expect([allowed.connections(), forbidden.connections()]).toEqual([1, 0])
  })

  it('found only after connecting gets no request', async () => {
    let requests = 0
    const app = await http((_request, response) => {
      requests++
      response.end()
    })
    // A guard whose lookup is fooled: what remains is the look at the connected socket.
    const fooled: Guard = { ...loopback, checkSocket: createGuard([]).checkSocket }
    expect((await poster({ guard: fooled }).send(app.url)).error?.kind).toBe('blocked')
    expect(requests).toBe(0)
  })
})

describe('TLS', () => {
  const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5jvp309t0Joo53+T
AIcqCSg2qQShGJ3zPBPR91RyiTuhRANCAAT0FtZqdyXjtI2937E7LOY3Qaf+oA98
N0Ks4FsgZqIiZBDkgSkP6wvo16eF7LSPD/8j2OdSe6IEX44/6RUmGFte
-----END PRIVATE KEY-----`
  const CERT = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUcJ4TycbmwGtRNvwfINd0iCsspV0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAxMjY0OFoYDzIxMjYxMDI5
MDEyNjQ4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT0FtZqdyXjtI2937E7LOY3Qaf+oA98N0Ks4FsgZqIiZBDkgSkP6wvo
16eF7LSPD/8j2OdSe6IEX44/6RUmGFteo28wbTAdBgNVHQ4EFgQULswv6twxo/lY
RMHfLtPPwjXDzWkwHwYDVR0jBBgwFoAULswv6twxo/lYRMHfLtPPwjXDzWkwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIge1vOmMccR1TAMDY7bW7uXGzxkWFfVRhHY6H0zoXpPU4CIQDA
78ejZwmhHcIYdm60yhpw4PQ2Kbsdb/0/j5u//HLRFA==
-----END CERTIFICATE-----`
  const app = () => listen(createTlsServer({ key: KEY, cert: CERT }, (_request, response) => response.end('ok')))

  it('refuses a certificate nobody vouches for', async () => {
    const { port } = await app()
    expect((await poster().send(`https://localhost:${port}/`)).error?.kind).toBe('tls')
  })

  it('takes one of a trusted authority', async () => {
    const { port } = await app()
    expect((await poster({ tls: { ca: CERT } }).send(`https://127.0.0.1:${port}/`)).statusCode).toBe(200)
  })

  it('refuses one made for another name', async () => {
    const { port } = await app()
    const guard = createGuard(['127.0.0.0/8'], (_hostname, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]),
    )
    expect((await poster({ guard, tls: { ca: CERT } }).send(`https://app.test:${port}/`)).error?.kind).toBe('tls')
  })

  it('reports plain HTTP on the port as a failure', async () => {
    const { port } = await http((_request, response) => response.end())
    expect((await poster().send(`https://127.0.0.1:${port}/`)).error?.kind).toBe('tls')
  })
})
