import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer, Host, Incoming } from './exchange.ts'

export interface Listener {
  readonly url: string
  close(): Promise<void>
}

/** Listens for one host on a free port of loopback. */
export async function listen(host: Host, handle: (request: Incoming) => Promise<Answer | 'cut'>): Promise<Listener> {
  const server = http.createServer((request, response) => {
    read(host, request)
      .then(handle)
      .then((answer) => {
        if (answer === 'cut') request.socket.destroy()
        else write(response, answer)
      })
      .catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function read(host: Host, request: http.IncomingMessage): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  const { body, files } = await parsed(raw, headers['content-type'] ?? '')
  return {
    host,
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    headers,
    raw,
    body,
    files,
  }
}

async function parsed(raw: Buffer, type: string): Promise<{ body: unknown; files: File[] }> {
  if (raw.length === 0) return { body: undefined, files: [] }
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
    const files = [...form.values()].filter((value) => value instanceof File)
    const fields = [...form].filter(([, value]) => typeof value === 'string')
    return { body: Object.fromEntries(fields), files }
  }
  const text = raw.toString()
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(text)), files: [] }
  try {
    return { body: JSON.parse(text), files: [] }
  } catch {
    return { body: text, files: [] }
  }
}

function write(response: http.ServerResponse, { status, headers = {}, body }: Answer): void {
  const bytes = Buffer.isBuffer(body)
    ? body
    : body === undefined
      ? undefined
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, {
    ...(bytes && !Buffer.isBuffer(body) ? { 'content-type': type } : {}),
    ...headers,
    'content-length': bytes?.length ?? 0,
  })
  response.end(bytes)
}
