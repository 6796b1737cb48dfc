import { createDeliveryBuilder, type DeliveryBuilder } from './listen/delivery.ts'
import { type ForwardOutcome, forward } from './listen/forward.ts'
import { lineOf, renderLine } from './listen/line.ts'
import { sinceId } from './listen/since.ts'
import { newestEventId } from './listen/start-point.ts'
import { followStream } from './listen/stream.ts'
import { createSummary } from './listen/summary.ts'
import { baseUrl, type ClientFlags, clientSettings, requireApiKey } from './settings.ts'
import { onStopSignal } from './stop-signals.ts'
import { harmless, type Terminal } from './terminal.ts'

export interface ListenFlags extends ClientFlags {
  readonly forwardTo?: string
  readonly events?: string
  readonly account?: string
  readonly since?: string
}

/** Prints the events of a running hub, and forwards them when asked to, until Ctrl-C. */
export async function listen(flags: ListenFlags, terminal: Terminal): Promise<number> {
  const settings = await clientSettings(flags, terminal.env)
  const hub = settings.url.value
  const apiKey = requireApiKey(settings).value
  const since = flags.since === undefined ? undefined : sinceId(flags.since, new Date())
  const target = flags.forwardTo === undefined ? undefined : createTarget(flags.forwardTo, flags, terminal)
  const stop = new AbortController()
  const release = onStopSignal(() => stop.abort())
  const summary = createSummary(target !== undefined)

  let cursor = since ?? (await newestEventId(hub, apiKey, stop.signal, terminal))
  if (cursor === undefined) return 0
  terminal.print(`Listening to ${hub}${flags.events ? ` for ${flags.events}` : ''}. Ctrl-C ends it.`)
  if (target) terminal.print(`Forwarding to ${target.url}, signed with ${target.delivery.secret}`)

  let away = false
  const messages = followStream({
    url: streamUrl(hub, flags),
    apiKey,
    signal: stop.signal,
    lastEventId: () => cursor ?? '',
    onLost: (reason) => {
      if (!away) terminal.note(`The hub at ${hub} is away (${reason}); waiting for it. Nothing will be missed.`)
      away = true
    },
    onConnected: () => {
      if (away) terminal.note('The hub is back.')
      away = false
    },
  })
  try {
    for await (const { id, data } of messages) {
      const event: unknown = JSON.parse(data)
      const outcome = target && (await send(target, id, event, stop.signal, terminal))
      terminal.print(renderLine(lineOf(event), outcome && answerText(outcome), terminal))
      summary.count(outcome, cursor)
      cursor = id
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    release()
  }
  terminal.print(summary.text())
  return 0
}

interface Target {
  readonly url: string
  readonly delivery: DeliveryBuilder
}

function createTarget(url: string, flags: ListenFlags, terminal: Terminal): Target {
  baseUrl({ value: url, source: '--forward-to' })
  return { url, delivery: createDeliveryBuilder(flags.secret ?? (terminal.env.WEBHOOK_SECRET?.trim() || undefined)) }
}

async function send(target: Target, id: string, event: unknown, signal: AbortSignal, terminal: Terminal) {
  return await forward(target.delivery.prepare(event), {
    url: target.url,
    signal,
    onAway: (reason, waitMs) =>
      terminal.note(`${target.url} is away (${harmless(reason)}); trying ${id} again in ${waitMs / 1000} s.`),
  })
}

function answerText(outcome: ForwardOutcome): string {
  if (outcome.kind === 'given-up') return 'not delivered'
  return `${outcome.answer.status} in ${Math.round(outcome.answer.durationMs)} ms`
}

function streamUrl(hub: string, flags: ListenFlags): string {
  const url = new URL(`${hub}/api/v1/events/stream`)
  if (flags.events) url.searchParams.set('type', flags.events)
  if (flags.account) url.searchParams.set('account', flags.account)
  return url.toString()
}
