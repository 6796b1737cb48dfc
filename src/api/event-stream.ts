import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { invalid } from '../codes/input.ts'
import { messageOf } from '../errors.ts'
import { fromPublicId, newUuid } from '../events/ids.ts'
import { PREVIEW_SOURCE } from '../events/preview.ts'
import { type StreamSink, type StreamSource, startStream } from '../live/stream.ts'
import type { Authenticator } from '../setup/keys/authenticate.ts'
import { walkEvents } from '../store/events/events.ts'
import type { EventFilter } from '../store/events/rows.ts'
import { isStoreUnavailable } from '../store/unavailable.ts'
import type { ApiInstance } from './app.ts'
import type { LiveContext, LogContext, StopContext, StoreContext } from './context.ts'
import { eventFilter } from './events.ts'
import { callerOf, recheckOf } from './guard.ts'
import { StreamQuery } from './schemas/events.ts'
import { eventView } from './views.ts'

const SCAN = 1000
const HEARTBEAT_MS = 15_000
const POLL_MS = 2000

export function eventStreamRoute(
  app: ApiInstance,
  ctx: StoreContext & LiveContext & LogContext & StopContext,
  authenticator: Authenticator,
): void {
  const { db } = ctx.database
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })

  app.get(
    '/api/v1/events/stream',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamEvents',
        tags: ['Events'],
        summary: 'Events as they come (server-sent events)',
        description:
          '`id` is the event id, `event` its type, `data` the event as in the list. Connect again with `Last-Event-ID` ' +
          '(or `?lastEventId=`) to go on after that event, without gaps or duplicates. A comment every 15 seconds keeps the connection.',
        produces: ['text/event-stream'],
        querystring: StreamQuery,
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const { lastEventId, data, ...query } = request.query
      const light = data === false
      const filter = await eventFilter(db, workspaceId, query)
      const after = startOf(ctx, request.headers['last-event-id'] ?? lastEventId)
      const mayCall = recheckOf(request, authenticator)

      const raw = beginStream(reply)
      const end = startStream(
        sinkOf(raw),
        {
          live: ctx.live,
          read: readerOf(ctx, workspaceId, filter, light),
          render: (row) => {
            const event = eventView(row, light)
            return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
          },
          passes: (error) => {
            if (isStoreUnavailable(error)) return true
            ctx.log.error({ requestId: request.id, error: messageOf(error) }, 'a live stream failed')
            return false
          },
          allowed: async () => !ctx.stopping() && (await mayCall()),
          heartbeatMs: HEARTBEAT_MS,
          pollMs: POLL_MS,
        },
        after,
      )
      const close = () => {
        open.delete(close)
        unlisten()
        end()
      }
      // A key revoked or a session ended in this process ends its streams at once, not at the next heartbeat.
      const unlisten = authenticator.onEnd(() => void mayCall().then((may) => may || close(), ignore))
      open.add(close)
      raw.once('close', close)
      if (raw.destroyed) close()
      return reply
    },
  )
}

function beginStream(reply: FastifyReply): ServerResponse {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...stringHeaders(reply.getHeaders()),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  return raw
}

/** Reads on from an event; nothing when the filter can match nothing. */
function readerOf(
  { database: { db }, live }: StoreContext & LiveContext,
  workspaceId: string,
  filter: EventFilter | undefined,
  light: boolean,
): StreamSource['read'] {
  if (!filter) return () => Promise.resolve({ rows: [], reached: undefined, more: false })
  const columns = light ? PREVIEW_SOURCE : undefined
  return (after) => walkEvents(db, workspaceId, { after, below: live.horizon(), scan: SCAN }, filter, columns)
}

/** The uuid to start after: of the last event seen, whether it is still stored or not; else just before now. */
function startOf(ctx: LiveContext, lastEventId: string | string[] | undefined): string {
  if (typeof lastEventId === 'string' && lastEventId !== '') {
    const uuid = fromPublicId('event', lastEventId)
    if (uuid === undefined) throw invalid('header/Last-Event-ID', 'wrong_id', { prefix: 'evt_' })
    return uuid
  }
  const horizon = ctx.live.horizon()
  const now = newUuid()
  return horizon < now ? uuidBefore(horizon) : now
}

function uuidBefore(uuid: string): string {
  const hex = (BigInt(`0x${uuid.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A store that cannot be asked has not revoked the key. */
const ignore = () => undefined

function sinkOf(raw: ServerResponse): StreamSink {
  return {
    write: (text) => raw.destroyed || raw.writableEnded || raw.write(text),
    drained: async () => {
      if (raw.destroyed || raw.writableEnded || !raw.writableNeedDrain) return
      const stop = new AbortController()
      await Promise.race([
        once(raw, 'drain', { signal: stop.signal }),
        once(raw, 'close', { signal: stop.signal }),
      ]).catch(() => undefined)
      stop.abort()
    },
    end: () => void raw.end(),
  }
}

function stringHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
