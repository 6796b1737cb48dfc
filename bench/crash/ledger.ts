/** What the application received of one message. */
export interface Received {
  /** Webhook-Id → how often it came. */
  readonly deliveries: Map<string, number>
  /** The event ids in the bodies. */
  readonly events: Set<string>
}

/** Everything that was seen from outside, by message id. */
export interface Evidence {
  readonly offered: ReadonlySet<string>
  readonly acknowledged: ReadonlySet<string>
  /** Message id → ids of the events that the hub lists for it. */
  readonly stored: ReadonlyMap<string, readonly string[]>
  readonly received: ReadonlyMap<string, Received>
  readonly badSignatures: number
}

export interface Verdict {
  readonly offered: number
  readonly acknowledged: number
  readonly stored: number
  /** Acknowledged, not stored. */
  readonly lost: readonly string[]
  readonly storedTwice: readonly string[]
  /** Stored, never delivered with a valid signature. */
  readonly undelivered: readonly string[]
  /** Delivered under two Webhook-Ids or as two events: a receiver cannot tell that they are one. */
  readonly deliveredAsTwo: readonly string[]
  /** Received, and stored under no or another event id. */
  readonly unknown: readonly string[]
  /** Stored, though the sender never heard so: harmless, it sends again and that is one event. */
  readonly storedUnacknowledged: number
  /** Deliveries that came again under the same Webhook-Id: allowed, at least once. */
  readonly repeated: number
  readonly badSignatures: number
  readonly pass: boolean
}

/** Weighs the evidence; `pass` when nothing is lost, doubled, undelivered or unsigned. */
export function judge(evidence: Evidence): Verdict {
  const { offered, acknowledged, stored, received, badSignatures } = evidence
  const where = (mids: Iterable<string>, test: (mid: string) => boolean): string[] => [...mids].filter(test)
  const lost = where(acknowledged, (mid) => !stored.has(mid))
  const storedTwice = where(stored.keys(), (mid) => (stored.get(mid)?.length ?? 0) > 1)
  const undelivered = where(stored.keys(), (mid) => !received.has(mid))
  const deliveredAsTwo = where(received.keys(), (mid) => {
    const { deliveries, events } = received.get(mid) ?? { deliveries: new Map(), events: new Set() }
    return deliveries.size > 1 || events.size > 1
  })
  const unknown = where(received.keys(), (mid) => {
    const [event] = received.get(mid)?.events ?? []
    return event === undefined || !stored.get(mid)?.includes(event)
  })
  const arrivals = [...received.values()].flatMap(({ deliveries }) => [...deliveries.values()])
  const faults = [lost, storedTwice, undelivered, deliveredAsTwo, unknown]
  return {
    offered: offered.size,
    acknowledged: acknowledged.size,
    stored: stored.size,
    lost,
    storedTwice,
    undelivered,
    deliveredAsTwo,
    unknown,
    storedUnacknowledged: where(stored.keys(), (mid) => !acknowledged.has(mid)).length,
    repeated: arrivals.reduce((sum, times) => sum + times - 1, 0),
    badSignatures,
    pass: acknowledged.size > 0 && badSignatures === 0 && faults.every((mids) => mids.length === 0),
  }
}

/** The verdict in one line, with the first culprits of each fault. */
export function formatVerdict(verdict: Verdict): string {
  const fault = (name: string, mids: readonly string[]): string =>
    `${mids.length} ${name}${mids.length > 0 ? ` (${mids.slice(0, 3).join(' ')})` : ''}`
  return [
    `${verdict.offered} offered`,
    `${verdict.acknowledged} acknowledged`,
    `${verdict.stored} stored`,
    fault('lost', verdict.lost),
    fault('stored twice', verdict.storedTwice),
    fault('not delivered', verdict.undelivered),
    fault('delivered as two', verdict.deliveredAsTwo),
    fault('delivered but not stored', verdict.unknown),
    `${verdict.badSignatures} badly signed`,
    `${verdict.storedUnacknowledged} stored but unacknowledged`,
    `${verdict.repeated} delivered again under the same id`,
  ].join(', ')
}
