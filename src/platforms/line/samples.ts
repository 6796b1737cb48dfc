import type { SampleOptions } from '../webhook.ts'
import { EVENT_SAMPLES } from './event-samples.ts'
import { MESSAGE_SAMPLES } from './message-samples.ts'
import { type Parts, partsOf } from './sample-parts.ts'

/** Named as LINE names the events, with a suffix for the variants. Typed member by member, for the tests. */
export const MAKERS = { ...MESSAGE_SAMPLES, ...EVENT_SAMPLES }

type SampleMaker = (parts: Parts) => unknown

const BY_KIND: ReadonlyMap<string, SampleMaker> = new Map(Object.entries(MAKERS))

/** The kinds of made-up events. */
export const SAMPLES: readonly string[] = [...BY_KIND.keys()]

/** What callers of earlier systems ask for on every platform. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([['messages', 'message']])

/** A body of that kind as LINE would send it, with fresh ids, or undefined for an unknown kind. */
export function sample(kind: string, options: SampleOptions = {}): unknown {
  return BY_KIND.get(OTHER_NAMES.get(kind) ?? kind)?.(partsOf(options))
}
