/** What is to be replayed, as the form has it: times as `datetime-local` writes them. */
export interface RangeValues {
  readonly since: string
  /** Empty: now. */
  readonly until: string
  readonly status: 'all' | 'failed' | 'missing'
  readonly some: boolean
  readonly events: readonly string[]
}

export type RangeFault = 'since' | 'order' | 'types'

/** A moment as `datetime-local` takes it, in the time of this place, to the second. */
export function toLocal(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 19)
}

export function faultOf({ since, until, some, events }: RangeValues): RangeFault | undefined {
  const from = Date.parse(since)
  if (Number.isNaN(from)) return 'since'
  if (until !== '' && !(from < Date.parse(until))) return 'order'
  if (until === '' && from >= Date.now()) return 'order'
  return some && events.length === 0 ? 'types' : undefined
}

/** What the hub is told; the values are without fault. */
export function selectionOf({ since, until, status, some, events }: RangeValues, now: Date) {
  return {
    since: new Date(since).toISOString(),
    // Fixed when it is counted, so that what is replayed is what was counted.
    until: (until === '' ? now : new Date(until)).toISOString(),
    status,
    ...(some && { events: [...events] }),
  }
}

export type Selection = ReturnType<typeof selectionOf>
