import { setTimeout as sleep } from 'node:timers/promises'
import type { Event, EventDetail } from '@hubbub/sdk'

const LOOK_MS = 50
const WITHIN_MS = 10_000

/**
 * The event once it is routed. The live stream names an event as soon as it is stored; what the hub adds to it (its contact
 * and conversation) comes with the routing, and is part of every delivery. One that is not routed in 10 s is taken as it is.
 */
export async function routed(
  event: Event,
  read: (id: string) => Promise<EventDetail>,
  signal: AbortSignal,
): Promise<Event | EventDetail> {
  const until = performance.now() + WITHIN_MS
  let latest: Event | EventDetail = event
  while (latest.status === 'pending' && performance.now() < until) {
    await sleep(LOOK_MS, undefined, { signal })
    latest = await read(event.id)
  }
  return latest
}
