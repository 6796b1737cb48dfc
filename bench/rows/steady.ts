import type { Bench, FreshHub } from '../bench.ts'
import { until } from '../clock.ts'
import type { EventKind } from '../messages.ts'

export interface Steady {
  readonly perSecond: number
  readonly warmUp: number
  readonly seconds: number
  /** Endpoints whose latency counts; one more may hang. */
  readonly endpoints: number
  readonly hanging?: number
  readonly kind?: EventKind
}

export interface SteadyResult {
  /** Milliseconds from the scheduled POST to the arrival at each counted endpoint, without the warm-up. */
  readonly latencies: Float64Array
  /** Deliveries of the timed window that never came. */
  readonly missing: number
  readonly statuses: Readonly<Record<string, number>>
  readonly cpu: Readonly<Record<string, number>>
}

/** Offers messages at a fixed rate, whatever the hub does, and measures until they reach the application. */
export async function steadyLoad(bench: Bench, fresh: FreshHub, steady: Steady): Promise<SteadyResult> {
  const { perSecond, hanging, endpoints, kind } = steady
  const count = Math.floor(perSecond * (steady.warmUp + steady.seconds))
  const expected = count * endpoints
  await bench.prepare(fresh.hub.port, count, {
    endpoints: endpoints + (hanging === undefined ? 0 : 1),
    hanging,
    kind,
  })
  const cpu = bench.watchCpu(fresh)
  const seconds = steady.warmUp + steady.seconds
  const result = await bench.load.call('open', { connections: 64, seconds, perSecond })
  const shares = cpu()
  const counted = async () => {
    const { times } = await bench.receiver.call('arrivals', undefined)
    return times.subarray(0, expected)
  }
  await until('the last deliveries', 20_000, 100, async () => (await counted()).every((time) => time > 0)).catch(
    () => {},
  )
  const times = await counted()
  const latencies: number[] = []
  let missing = 0
  times.forEach((time, slot) => {
    const index = slot % count
    if (index < perSecond * steady.warmUp) return
    if (time === 0) missing++
    else latencies.push(time - (result.startMs + (index * 1000) / perSecond))
  })
  return {
    latencies: Float64Array.from(latencies),
    missing,
    statuses: result.statuses,
    cpu: { ...shares, load: result.cpu },
  }
}
