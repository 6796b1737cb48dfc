import { rows, statement } from '../batch.ts'
import type { HotTransaction } from '../database.ts'
import type { Bucket } from '../rate-budgets/bucket.ts'

/** A due message that may be sent as far as its conversation and its recipient go; locked. */
export interface Candidate {
  readonly id: string
  readonly accountId: string
  readonly recipient: string
  readonly type: string
}

/** Messages of an account that may not be sent now. */
export interface Barred {
  readonly accountId: string
  /** Only those of these types; undefined: of all. */
  readonly types: readonly string[] | undefined
  /** Only those to this recipient; undefined: to all. */
  readonly recipient: string | undefined
}

/** What candidates are looked for. */
export interface CandidateTerms {
  /** Messages are due by this time. */
  readonly now: number
  readonly wanted: readonly { readonly accountId: string; readonly limit: number }[]
  readonly barred: readonly Barred[]
  /** The limits per recipient. */
  readonly buckets: readonly Bucket[]
  readonly nowUs: number
}

interface BarredColumns {
  readonly accountId: string
  readonly types: string | undefined
  readonly recipient: string | undefined
}

interface BucketColumns {
  readonly accountId: string
  readonly name: string
  readonly types: string | undefined
  /** A bucket that is not full before holds no call. */
  readonly emptyAfter: number
}

// Of a conversation only the oldest open message. Messages that a limit holds back are passed over, so that those behind
// them go.
const CANDIDATES = statement(
  'message_candidates',
  {
    workspaceId: 'uuid',
    now: 'timestamptz',
    wanted: rows<CandidateTerms['wanted'][number]>({ accountId: 'uuid', limit: 'int4' }),
    barred: rows<BarredColumns>({ accountId: 'uuid', types: 'text', recipient: 'text' }),
    buckets: rows<BucketColumns>({ accountId: 'uuid', name: 'text', types: 'text', emptyAfter: 'int8' }),
  },
  ({ workspaceId, now, wanted, barred, buckets }) => `with barred as materialized (
      select * from ${barred.as('b')}
    ), buckets as materialized (
      select * from ${buckets.as('l')}
    )
    select c.id, w.account_id, c.recipient, c.type
    from ${wanted.as('w')}
    cross join lateral (
      select m.message_id as id, m.recipient, m.type from message_queue m
      where m.workspace_id = ${workspaceId} and m.account_id = w.account_id and m.owner is null and m.due_at <= ${now}
        and not exists (
          select 1 from message_queue p where p.workspace_id = ${workspaceId} and p.account_id = w.account_id
            and p.conversation_key = m.conversation_key and p.message_id < m.message_id)
        and not exists (
          select 1 from barred b where b.account_id = w.account_id
            and (b.types is null or m.type = any(string_to_array(b.types, ',')))
            and (b.recipient is null or b.recipient = m.recipient))
        and not exists (
          select 1 from rate_budgets h where h.workspace_id = ${workspaceId} and h.account_id = w.account_id
            and h.name = 'hold' and h.subject in ('', m.recipient) and h.held_until > ${now})
        and not exists (
          select 1 from buckets l join rate_budgets r on r.workspace_id = ${workspaceId} and r.account_id = w.account_id
            and r.name = l.name and r.subject = m.recipient
          where l.account_id = w.account_id and r.full_at > l.empty_after
            and (l.types is null or m.type = any(string_to_array(l.types, ','))))
      order by m.message_id limit w."limit"
      for update of m skip locked
    ) c
    order by c.id`,
)

/** Due messages in the order of their ids, as many of each account as wanted. */
export async function lockCandidates(
  tx: HotTransaction,
  workspaceId: string,
  { now, nowUs, wanted, barred, buckets }: CandidateTerms,
): Promise<readonly Candidate[]> {
  const values = CANDIDATES.values({
    workspaceId,
    now: new Date(now),
    wanted,
    barred: barred.map((each) => ({ ...each, types: each.types?.join(',') })),
    buckets: buckets.map(({ accountId, name, types, capacity, refillUs }) => {
      return { accountId, name, types: types?.join(','), emptyAfter: nowUs + (capacity - 1) * refillUs }
    }),
  })
  const found = await tx.run<{ id: string; account_id: string; recipient: string; type: string }>(CANDIDATES, values)
  return found.map(({ account_id: accountId, ...rest }) => ({ ...rest, accountId }))
}
