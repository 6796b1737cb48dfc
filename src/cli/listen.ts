import type { Event, EventDetail, HubbubError } from '@hubbub/sdk'
import { apiFailure, createApi } from './api.ts'
import { createDeliveryBuilder, type DeliveryBuilder } from './listen/delivery.ts'
import { type ForwardOutcome, forward } from './listen/forward.ts'
import { lineOf, renderLine } from './listen/line.ts'
import { routed } from './listen/routed.ts'
import { sinceId } from './listen/since.ts'
import { createSummary } from './listen/summary.ts'
import { noAnswer } from './no-answer.ts'
import { baseUrl, type ClientFlags, clientSettings, requireApiKey } from './settings.ts'
import { onStopSignal } from './stop-signals.ts'
import { harmless, type Terminal } from './terminal.ts'

export interface ListenFlags extends ClientFlags {
  readonly forwardTo?: string
  readonly events?: string
  readonly account?: string
  readonly since?: string
}

const CONNECT_MS = 10_000

/** Prints the events of a running hub, and forwards them when asked to, until Ctrl-C. */
export async function listen(flags: ListenFlags, terminal: Terminal): Promise<number> {
  const settings = await clientSettings(flags, terminal.env)
  requireApiKey(settings)
  const hub = settings.url.value
  const api = createApi(settings, { timeoutMs: CONNECT_MS })
  const since = flags.since === undefined ? undefined : sinceId(flags.since, new Date())
  const target = flags.forwardTo === undefined ? undefined : createTarget(flags.forwardTo, flags, terminal)
  const stop = new AbortController()
  const release = onStopSignal(() => stop.abort())
  const summary = createSummary(target !== undefined)

  let dealtWith = since ?? ''
  const { onConnected, onLost } = announcements(hub, flags, target, terminal)
  const events = api.stream({
    type: flags.events,
    account: flags.account,
    lastEventId: since,
    signal: stop.signal,
    onConnected(lastEventId) {
      dealtWith = lastEventId
      onConnected()
    },
    onLost,
  })
  try {
    for await (const event of events) {
      const outcome =
        target &&
        (await send(target, await routed(event, (id) => api.getEvent(id), stop.signal), stop.signal, terminal))
      terminal.print(renderLine(lineOf(event), outcome && answerText(outcome), terminal))
      summary.count(outcome, dealtWith)
      dealtWith = event.id
    }
  } catch (error) {
    if (!stop.signal.aborted) throw apiFailure(error, settings)
  } finally {
    release()
  }
  terminal.print(summary.text())
  return 0
}

/** Says once that the hub is away, and once that it is there. */
function announcements(hub: string, flags: ListenFlags, target: Target | undefined, terminal: Terminal) {
  let state: 'new' | 'waiting' | 'listening' | 'away' = 'new'
  return {
    onConnected() {
      if (state === 'away') terminal.note('The hub is back.')
      else {
        terminal.print(`Listening to ${hub}${flags.events ? ` for ${flags.events}` : ''}. Ctrl-C ends it.`)
        if (target) terminal.print(`Forwarding to ${target.url}, signed with ${target.delivery.secret}`)
      }
      state = 'listening'
    },
    onLost(error: HubbubError) {
      if (state === 'new') {
        terminal.note(`No hub at ${hub} yet (${noAnswer(error)}); waiting for it. Start it with: npm start`)
        state = 'waiting'
      } else if (state === 'listening') {
        terminal.note(`The hub at ${hub} is away (${noAnswer(error)}); waiting for it. Nothing will be missed.`)
        state = 'away'
      }
    },
  }
}

interface Target {
  readonly url: string
  readonly delivery: DeliveryBuilder
}

function createTarget(url: string, flags: ListenFlags, terminal: Terminal): Target {
  baseUrl({ value: url, source: '--forward-to' })
  return { url, delivery: createDeliveryBuilder(flags.secret ?? (terminal.env.WEBHOOK_SECRET?.trim() || undefined)) }
}

async function send(target: Target, event: Event | EventDetail, signal: AbortSignal, terminal: Terminal) {
  return await forward(target.delivery.prepare(event), {
    url: target.url,
    signal,
    onAway: (reason, waitMs) =>
      terminal.note(`${target.url} is away (${harmless(reason)}); trying ${event.id} again in ${waitMs / 1000} s.`),
  })
}

function answerText(outcome: ForwardOutcome): string {
  if (outcome.kind === 'given-up') return 'not delivered'
  return `${outcome.answer.status} in ${Math.round(outcome.answer.durationMs)} ms`
}
