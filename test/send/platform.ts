import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { PlatformClient, SendReceipt } from '../../src/platforms/client.ts'
import { PlatformError, type PlatformErrorKind } from '../../src/platforms/error.ts'
import { findPlatform, type PlatformId } from '../../src/platforms/index.ts'
import { instagram } from '../../src/platforms/instagram/index.ts'
import type { Capabilities, RateLimit } from '../../src/platforms/messaging.ts'
import type { OutboundMessage } from '../../src/platforms/outbound.ts'
import type { SendAccounts } from '../../src/send/clients.ts'

/** What the small platform got. */
export interface Call {
  readonly message: OutboundMessage
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Answers the nth call (from 0); returning undefined leaves it to the default, `false` leaves it hanging. */
export type Answer = (index: number, call: Call) => Promise<object | false | undefined> | object | false | undefined

export interface SmallPlatform {
  readonly url: string
  readonly calls: readonly Call[]
  answer: Answer
  waitFor(count: number, withinMs?: number): Promise<void>
  stop(): Promise<void>
}

/** A platform that takes messages over HTTP: a real server that keeps what it got. */
export async function startSmallPlatform(port = 0): Promise<SmallPlatform> {
  const calls: Call[] = []
  const waiting = new Set<() => void>()
  const answerTo = async (index: number, call: Call, response: ServerResponse) => {
    const given = await platform.answer(index, call)
    if (given === false) return
    const status = given && 'status' in given && typeof given.status === 'number' ? given.status : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(given ?? { messageId: `mid.${index}` }))
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = { message: JSON.parse(Buffer.concat(chunks).toString('utf8')), at: Date.now() }
      const index = calls.push(call) - 1
      void answerTo(index, call, response)
      for (const check of waiting) check()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  const platform: SmallPlatform = {
    url: `http://127.0.0.1:${address.port}/`,
    calls,
    answer: () => undefined,
    waitFor: (count, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = globalThis.setTimeout(() => {
          waiting.delete(check)
          reject(new Error(`${calls.length} of ${count} calls came within ${withinMs} ms`))
        }, withinMs)
        const check = () => {
          if (calls.length < count) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return platform
}

const refuse = async (): Promise<never> => {
  throw new Error('this client only sends')
}

/** Sends to the small platform. What it answers with a status is an error: {status, kind, message, code, …}. */
function smallClient(platform: PlatformId, url: string, lateMs = () => 0): PlatformClient {
  return {
    inspect: refuse,
    subscription: refuse,
    subscribe: refuse,
    unsubscribe: refuse,
    person: refuse,
    renew: refuse,
    async send(message): Promise<SendReceipt> {
      await setTimeout(lateMs())
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(message) }).catch((error: unknown) => {
        throw new PlatformError(platform, 'unavailable', String(error), {
          outcomeUnknown: true,
          retryable: platform === 'line',
        })
      })
      const body = (await response.json()) as {
        messageId?: string
        kind?: PlatformErrorKind
        message?: string
        code?: string
        retryAfterMs?: number
        retryable?: boolean
        outcomeUnknown?: boolean
      }
      if (response.ok) return { messageId: body.messageId, via: message.replyToken === undefined ? 'message' : 'reply' }
      throw new PlatformError(platform, body.kind ?? 'invalid', body.message ?? 'no', {
        httpStatus: response.status,
        ...(body.code === undefined ? {} : { platformCode: body.code }),
        ...(body.retryAfterMs === undefined ? {} : { retryAfterMs: body.retryAfterMs }),
        ...(body.retryable === undefined ? {} : { retryable: body.retryable }),
        ...(body.outcomeUnknown === undefined ? {} : { outcomeUnknown: body.outcomeUnknown }),
      })
    },
  }
}

const CAPABILITIES: Capabilities = {
  sends: ['text', 'image', 'video', 'buttons', 'reaction', 'typing', 'mark_seen', 'template'],
  quotes: true,
  maxTextLength: 1000,
  textUnit: 'bytes',
}

/** All accounts speak to the small platform. */
export function smallAccounts(
  url: string,
  options: { limits?: readonly RateLimit[]; lateMs?: () => number } = {},
  platformOf: (accountId: string) => PlatformId = () => 'instagram',
): SendAccounts {
  return {
    messaging: (platform) => ({
      ...(findPlatform(platform) ?? instagram).messaging,
      capabilities: CAPABILITIES,
      limits: options.limits ?? [],
      check({ content }) {
        if (content.type === 'buttons' && content.buttons.some(({ title }) => title.length > 20))
          throw new PlatformError('instagram', 'invalid', 'takes at most 20 characters of a title')
      },
    }),
    client: async (accountId) => smallClient(platformOf(accountId), url, options.lateMs),
  }
}
