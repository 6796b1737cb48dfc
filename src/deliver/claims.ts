import type { EndpointRegistry } from '../endpoints/registry.ts'
import type { Lanes } from '../queue/lanes.ts'
import type { Claim, ClaimTerms } from '../queue/queue-rules.ts'
import type { Database } from '../store/database.ts'
import { claimDeliveries, type DeliveryJob } from '../store/deliveries/claim.ts'
import { claimOrderedDeliveries } from '../store/deliveries/claim-ordered.ts'

/** Deliveries of one endpoint claimed at once, and of all endpoints together. */
const CLAIM_SIZE = 256
const CLAIM_TOTAL = 2000
const CLAIM_LEAST = 16

interface ClaimDependencies {
  readonly database: Database
  readonly endpoints: EndpointRegistry
  /** No event with an id below this uuid can still be stored. */
  horizon(): string
  leaseMs(endpointId: string): number
}

/** Claims deliveries for the lanes that have room, each lane its share. */
export function createClaims(deps: ClaimDependencies, lanes: Lanes<DeliveryJob>) {
  const { database, endpoints } = deps
  /** Endpoints with a due delivery that waits for an earlier event. */
  let early: readonly string[] = []

  const orderingOf = (endpointId: string) => {
    const endpoint = endpoints.byId(endpointId)
    return endpoint?.state === 'enabled' ? endpoint.ordering : undefined
  }
  const workspaceOf = (endpointId: string) => endpoints.byId(endpointId)?.workspaceId ?? ''
  const claimShares = async (ids: readonly string[], ordered: boolean, { now, owner, until }: ClaimTerms) => {
    const workspaceId = workspaceOf(ids[0] ?? '')
    const claimer = { owner, now: new Date(now) }
    const limit = Math.min(CLAIM_SIZE, Math.floor(CLAIM_TOTAL / ids.length))
    const requests = ids.map((endpointId) => ({ endpointId, limit, until: new Date(until(deps.leaseMs(endpointId))) }))
    if (ordered) return await claimOrderedDeliveries(database, workspaceId, claimer, requests, deps.horizon())
    const jobs = await claimDeliveries(database, workspaceId, claimer, requests)
    // An answer is bounded by its bytes too: only an empty one says that nothing is left.
    return { jobs, more: new Set(jobs.map((job) => job.endpointId)), early: new Set<string>() }
  }

  return async (terms: ClaimTerms): Promise<Claim<DeliveryJob>> => {
    for (const endpointId of early) lanes.due(endpointId)
    early = []
    lanes.takeHungry(Number.POSITIVE_INFINITY, (id) => orderingOf(id) === undefined)
    // A claim is of one workspace. Each kind by itself: looking through conversations takes longer, and must not cost the
    // others their turn.
    const [first] = lanes.takeHungry(1)
    if (first === undefined) return { jobs: [], more: false }
    const kind = orderingOf(first)
    const fits = (id: string) => orderingOf(id) === kind && workspaceOf(id) === workspaceOf(first)
    const ids = [first, ...lanes.takeHungry(CLAIM_TOTAL / CLAIM_LEAST - 1, fits)]
    try {
      const claimed = await claimShares(ids, kind === 'conversation', terms)
      for (const endpointId of claimed.more) lanes.due(endpointId)
      early = [...claimed.early]
      return { jobs: claimed.jobs, more: false, waiting: early.length > 0 }
    } catch (error) {
      for (const endpointId of ids) lanes.due(endpointId)
      throw error
    }
  }
}
