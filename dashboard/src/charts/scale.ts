/** Round numbers from 0 to at least `max`; about `about` steps, each a whole number. */
export function ticksUpTo(max: number, about = 3): number[] {
  const top = Math.max(1, max)
  const rough = top / about
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((each) => each >= rough) ?? rough)
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, n) => n * step)
}

/** What the labels of a time axis are multiples of. */
export type AxisUnit = 'minute' | 'hour' | 'day'

const STRIDES: Readonly<Record<AxisUnit, readonly number[]>> = {
  minute: [5, 10, 15, 30],
  hour: [1, 2, 3, 6, 12],
  day: [1, 2, 5, 10, 15],
}

/** Which of the bars that begin at `starts` get a label: round local times, at most `most` of them. */
export function labelled(starts: readonly Date[], unit: AxisUnit, most: number): number[] {
  let found: number[] = []
  for (const stride of STRIDES[unit]) {
    found = starts.flatMap((start, index) => (positionOf(start, unit) % stride === 0 ? [index] : []))
    if (found.length <= most) break
  }
  return found
}

/** NaN: no label may stand there. */
function positionOf(start: Date, unit: AxisUnit): number {
  if (unit === 'minute') return start.getMinutes()
  if (unit === 'hour') return start.getHours()
  if (start.getHours() !== 0) return Number.NaN
  return Date.UTC(start.getFullYear(), start.getMonth(), start.getDate()) / 86_400_000
}
