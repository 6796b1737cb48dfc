import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { UsageReport } from '../../src/platforms/client.ts'
import { createHttpClient } from '../../src/platforms/http-client.ts'
import type { MetaEnvironment } from '../../src/platforms/meta/environment.ts'

/** A request as it came in. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Answers with JSON, or by itself when it gives undefined. */
export type Answerer = (request: Received, response: ServerResponse) => unknown

export interface GraphHost {
  readonly url: string
  readonly requests: readonly Received[]
  readonly usage: readonly UsageReport[]
  readonly environment: MetaEnvironment
}

/** An HTTP server that stands for every host of Meta until the test ends, and an environment that leads to it. */
export async function graphHost(answer: Answerer, given: Partial<MetaEnvironment> = {}): Promise<GraphHost> {
  const requests: Received[] = []
  const usage: UsageReport[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '/', 'http://host')
    const received = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    requests.push(received)
    const json = answer(received, response)
    if (json === undefined) return
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const http = createHttpClient({ userAgent: 'Hubbub/test' })
  onTestFinished(async () => {
    await http.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const environment: MetaEnvironment = {
    graphUrl: url,
    instagramGraphUrl: `${url}/instagram`,
    graphVersion: 'v26.0',
    instagramLoginUrl: `${url}/login`,
    instagramApiUrl: `${url}/api`,
    facebookLoginUrl: `${url}/facebook`,
    http,
    appIdFor: () => undefined,
    appSecretFor: () => 'app-secret',
    timeoutMs: 2000,
    onUsage: (report) => usage.push(report),
    ...given,
  }
  return { url, requests, usage, environment }
}

/** Answers with an error of the Graph API. */
export function graphError(
  response: ServerResponse,
  status: number,
  error: Readonly<Record<string, unknown>>,
): unknown {
  response.statusCode = status
  return { error: { message: 'refused', type: 'OAuthException', ...error } }
}
