import { matchesPattern } from '../events/catalogue.ts'
import { standardBody } from '../events/envelope.ts'
import type { EventAccount, RenderedEvent } from '../events/formats/format.ts'
import { compileFilter, type Filter } from './filter.ts'

/** What decides whether an endpoint wants an event. */
export interface Subscription {
  readonly workspaceId: string
  readonly state: 'enabled' | 'paused' | 'disabled'
  /** `*`, `message.*` or exact types. */
  readonly events: readonly string[]
  /** Account uuids; undefined: all, and events without an account. */
  readonly accounts: readonly string[] | undefined
  /** Parsed JSON; undefined: none. */
  readonly filter: unknown
}

export interface Matcher<E> {
  /** The endpoints that get the event, in the order they were given. Never throws. */
  match(event: MatchableEvent): readonly E[]
}

export type MatchableEvent = RenderedEvent & { readonly accountId: string | undefined }

interface Candidate<E> {
  readonly endpoint: E
  readonly accounts: ReadonlySet<string> | undefined
  readonly filter: Filter | undefined
}

interface Plan<E> {
  /** The answer itself, when it depends on nothing but the type. */
  readonly fixed: readonly E[] | undefined
  readonly candidates: readonly Candidate<E>[]
}

const NOTHING: Filter = { matches: () => false }
const MAX_PLANS = 1000

/**
 * Precompiles the enabled endpoints; paused and disabled ones get nothing new (events stay stored and can be
 * replayed). A stored filter that cannot be compiled lets nothing through.
 */
export function createMatcher<E extends Subscription>(
  endpoints: readonly E[],
  accountOf: (accountId: string) => EventAccount | undefined = () => undefined,
): Matcher<E> {
  const enabled = endpoints.filter((endpoint) => endpoint.state === 'enabled').map(toCandidate)
  const plans = new Map<string, Map<string, Plan<E>>>()

  const planOf = (workspaceId: string, type: string): Plan<E> => {
    const ofWorkspace = plans.get(workspaceId) ?? new Map<string, Plan<E>>()
    plans.set(workspaceId, ofWorkspace)
    let plan = ofWorkspace.get(type)
    if (!plan) {
      if (ofWorkspace.size >= MAX_PLANS) ofWorkspace.clear()
      plan = makePlan(enabled.filter(({ endpoint }) => endpoint.workspaceId === workspaceId && wants(endpoint, type)))
      ofWorkspace.set(type, plan)
    }
    return plan
  }

  return {
    match: (event) => {
      const { fixed, candidates } = planOf(event.workspaceId, event.type)
      if (fixed) return fixed
      let body: unknown
      const passes = (filter: Filter) => {
        body ??= bodyOf(event, event.accountId === undefined ? undefined : accountOf(event.accountId))
        return filter.matches(body)
      }
      return candidates
        .filter(({ accounts }) => !accounts || (event.accountId !== undefined && accounts.has(event.accountId)))
        .filter(({ filter }) => !filter || passes(filter))
        .map(({ endpoint }) => endpoint)
    },
  }
}

function toCandidate<E extends Subscription>(endpoint: E): Candidate<E> {
  const { accounts, filter } = endpoint
  return {
    endpoint,
    accounts: accounts && new Set(accounts),
    filter: filter === undefined || filter === null ? undefined : compileOrNothing(filter),
  }
}

function compileOrNothing(filter: unknown): Filter {
  try {
    return compileFilter(filter)
  } catch {
    return NOTHING
  }
}

function wants(endpoint: Subscription, type: string): boolean {
  return endpoint.events.some((pattern) => matchesPattern(pattern, type))
}

function makePlan<E>(candidates: readonly Candidate<E>[]): Plan<E> {
  const unconditional = candidates.every(({ accounts, filter }) => !accounts && !filter)
  return { fixed: unconditional ? candidates.map(({ endpoint }) => endpoint) : undefined, candidates }
}

function bodyOf(event: MatchableEvent, account: EventAccount | undefined): unknown {
  try {
    return standardBody(event, account)
  } catch {
    return {}
  }
}
