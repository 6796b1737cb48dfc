import { Type } from 'typebox'
import { type Backlog, readBacklogs } from '../store/event-queue/backlog.ts'
import type { ApiInstance } from './app.ts'
import type { MetricsContext, StopContext, StoreContext, WorkspaceContext } from './context.ts'
import { ReadySchema } from './schemas/admin.ts'

const tags = ['Operation']
const PING_MS = 1000
const STALLED_SECONDS = 300
/** Probes and scrapers come often; the queues are looked at once in this time. */
const FRESH_MS = 2000

/** A reader of the queues of all workspaces that remembers its answer for a moment and waits for the store no longer than a second. */
function createBacklogReader(ctx: StoreContext & WorkspaceContext): () => Promise<Backlog> {
  let known: { at: number; backlog: Promise<Backlog> } | undefined
  return () => {
    if (known && Date.now() - known.at < FRESH_MS) return known.backlog
    const backlog = ctx.database.ping(PING_MS).then(() => readBacklogs(ctx.database.db, ctx.workspaces.all()))
    known = { at: Date.now(), backlog }
    backlog.catch(() => {
      if (known?.backlog === backlog) known = undefined
    })
    return backlog
  }
}

export function healthRoutes(app: ApiInstance, ctx: StoreContext & StopContext & WorkspaceContext): void {
  const readQueues = createBacklogReader(ctx)

  app.get(
    '/healthz',
    {
      config: { public: true },
      schema: {
        operationId: 'health',
        tags,
        summary: 'Whether the process is alive',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      config: { public: true },
      schema: {
        operationId: 'ready',
        tags,
        summary: 'Whether the hub can do its work now',
        description: `503 while it stops, while the store is away, and when something due has waited for ${STALLED_SECONDS} seconds.`,
        response: { 200: ReadySchema, 503: ReadySchema },
      },
    },
    async (_request, reply) => {
      if (ctx.stopping()) return reply.code(503).send({ status: 'stopping', queues: null })
      try {
        const queues = await readQueues()
        const stalled = Math.max(queues.process.oldestDueSeconds, queues.deliver.oldestDueSeconds) > STALLED_SECONDS
        return stalled ? reply.code(503).send({ status: 'stalled', queues }) : { status: 'ready' as const, queues }
      } catch {
        return reply.code(503).header('retry-after', '5').send({ status: 'unavailable', queues: null })
      }
    },
  )
}

/** Metrics in the text format of Prometheus, with the state of the queues as far as the store tells. */
export function metricsRoute(app: ApiInstance, ctx: StoreContext & MetricsContext & WorkspaceContext): void {
  const readQueues = createBacklogReader(ctx)
  const { metrics } = ctx
  app.get(
    '/metrics',
    {
      config: { openToLoopback: true },
      schema: {
        operationId: 'metrics',
        tags,
        summary: 'Metrics for Prometheus',
        description: 'Needs no key from loopback addresses.',
        produces: ['text/plain'],
        response: { 200: Type.String() },
      },
    },
    async (_request, reply) => {
      // Without the store the other metrics are wanted all the more.
      const queues = await readQueues().catch(() => undefined)
      if (queues) {
        for (const queue of ['process', 'deliver'] as const) {
          metrics.queueDepth.set({ queue }, queues[queue].depth)
          metrics.queueAge.set({ queue }, queues[queue].oldestDueSeconds)
        }
      }
      return reply
        .header('content-type', metrics.registry.contentType)
        .serializer((text: string) => text)
        .send(await metrics.registry.metrics())
    },
  )
}
