import type { Stats } from '@hubbub/sdk'
import type { AxisUnit } from '../../charts/scale.ts'

export const RANGE_IDS = ['1h', '24h', '7d', '30d'] as const
export type RangeId = (typeof RANGE_IDS)[number]
export const DEFAULT_RANGE: RangeId = '24h'

/** How a range of time is divided. */
export interface Range {
  readonly bars: number
  /** Of a bar. */
  readonly width: number
  readonly of: 'minute' | 'hour'
  /** The hub is asked for nothing coarser than hours: its days are those of UTC. */
  readonly bucket: 'minute' | 'hour'
  readonly unit: AxisUnit
  /** How often its figures may be fetched while events come. */
  readonly refreshMs: number
}

export const RANGES: Readonly<Record<RangeId, Range>> = {
  '1h': { bars: 60, width: 1, of: 'minute', bucket: 'minute', unit: 'minute', refreshMs: 5000 },
  '24h': { bars: 24, width: 1, of: 'hour', bucket: 'hour', unit: 'hour', refreshMs: 5000 },
  '7d': { bars: 42, width: 4, of: 'hour', bucket: 'hour', unit: 'day', refreshMs: 15_000 },
  '30d': { bars: 30, width: 24, of: 'hour', bucket: 'hour', unit: 'day', refreshMs: 30_000 },
}

export function rangeOf(value: string | undefined): RangeId {
  return RANGE_IDS.find((id) => id === value) ?? DEFAULT_RANGE
}

/** The local times where the bars of a range begin, and where the last one ends; the last one holds `now`. */
export function edges({ bars, width, of }: Range, now: Date): Date[] {
  return Array.from({ length: bars + 1 }, (_, n) => {
    const ago = (bars - 1 - n) * width
    // By the calendar and the clock on the wall, so that days stay days when the clock is changed.
    const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
    return of === 'minute'
      ? new Date(year, month, day, now.getHours(), now.getMinutes() - ago)
      : new Date(year, month, day, Math.floor(now.getHours() / width) * width - ago)
  })
}

export type Point = Stats['overTime'][number]

/** The points within each bar; one that lies across an edge belongs to the bar of its middle. */
export function gather(points: readonly Point[], ends: readonly Date[], pointMs: number): Point[][] {
  const gathered: Point[][] = ends.slice(1).map(() => [])
  let at = 0
  for (const point of points) {
    const middle = Date.parse(point.at) + pointMs / 2
    while (at < gathered.length - 1 && middle >= (ends[at + 1]?.getTime() ?? 0)) at++
    gathered[at]?.push(point)
  }
  return gathered
}

/** Events by local weekday (0 is Sunday) and hour. */
export function localWeek(points: readonly Point[], pointMs: number): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { at, events } of points) {
    const middle = new Date(Date.parse(at) + pointMs / 2)
    const day = week[middle.getDay()]
    const hour = middle.getHours()
    if (day) day[hour] = (day[hour] ?? 0) + events
  }
  return week
}

/** Milliseconds of the hub's points. */
export const POINT_MS = { minute: 60_000, quarter: 900_000, hour: 3_600_000, day: 86_400_000 } as const
