import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createHttpClient } from '../../../src/platforms/http-client.ts'
import { record } from '../../../src/platforms/json.ts'
import type { LineEnvironment } from '../../../src/platforms/line/api.ts'
import { parseJson } from '../../../src/platforms/parse-json.ts'
import { officialOperation } from '../official/check.ts'

export interface Received {
  /** e.g. `POST /v2/bot/message/push`. */
  readonly operation: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  readonly query: Readonly<Record<string, string>>
}

/** An answer to one request; `cut` closes the connection instead. */
export type Scripted =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'cut'

/** A LINE that answers as it is told, and remembers what it was asked. */
export interface TestLine extends AsyncDisposable {
  readonly environment: LineEnvironment
  readonly received: readonly Received[]
  /** The answers to come to an operation, in order; the last one stays. */
  answer(operation: string, ...answers: Scripted[]): void
  /** What is wrong with the requests so far by the official documents; [] when those are absent. */
  faults(): Promise<string[]>
}

const TEMPLATES: readonly [RegExp, string][] = [
  [/\/message\/[^/]+\/content/, '/message/{messageId}/content'],
  [/\/profile\/.+/, '/profile/{userId}'],
  [/\/(group|room)\/[^/]+\/member\/.+/, '/$1/{$1Id}/member/{userId}'],
  [/\/group\/[^/]+\/summary/, '/group/{groupId}/summary'],
]

export async function startLine(timeoutMs = 5000): Promise<TestLine> {
  const script = new Map<string, Scripted[]>()
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://line')
    const operation = `${request.method} ${decodeURIComponent(url.pathname)}`
    const raw = await text(request)
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded'
    const body = isForm ? Object.fromEntries(new URLSearchParams(raw)) : parseJson(raw)
    received.push({ operation, headers: request.headers, body, query: Object.fromEntries(url.searchParams) })
    const answers = script.get(operation) ?? []
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
      status: 404,
      body: { message: 'Not found' },
    }
    if (answer === 'cut') return void request.socket.destroy()
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const http = createHttpClient({ userAgent: 'test' })

  return {
    environment: { http, timeoutMs, lineApiUrl: base, lineDataUrl: `${base}/` },
    received,
    answer: (operation, ...answers) => void script.set(operation, answers),
    async faults() {
      const faults = await Promise.all(received.map(officialFault))
      return faults.filter((fault) => fault !== undefined)
    },
    async [Symbol.asyncDispose]() {
      await http.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The operations that were checked against an official document in this process. */
export const checkedOperations = new Set<string>()

async function officialFault({ operation, headers, body, query }: Received): Promise<string | undefined> {
  const [method = '', path = ''] = operation.split(' ')
  const document: string = path.includes('oauth') ? 'line-token' : 'line'
  const template = TEMPLATES.reduce((found, [pattern, name]) => found.replace(pattern, name), path)
  const official = await officialOperation({ document, path: template }, method)
  if (!official) return undefined
  checkedOperations.add(`${method} ${template}`)
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const fault = official.request({
    host: 'line',
    method,
    path,
    query,
    headers: given,
    raw: Buffer.alloc(0),
    body,
    files: [],
    params: {},
    input: record(body),
    token: undefined,
  })
  return fault && `${operation}: ${fault.path} ${fault.message}`
}
