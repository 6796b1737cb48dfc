import { sql } from 'kysely'
import { rows, statement } from '../batch.ts'
import type { Executor, HotTransaction } from '../database.ts'
import type { Bucket } from './bucket.ts'

/** The row of an account that holds everything back until a time. */
const HOLD = 'hold'
/** Usage reports older than this describe a rate window that has ended. */
const USAGE_LASTS = sql`interval '1 hour'`
/** Microseconds since 1970, by the database's clock. */
const NOW_US = sql`(extract(epoch from now()) * 1000000)::int8`

/** Sends nothing for the account (or of it to one recipient) for so long, unless it is held longer already. */
export async function holdBack(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  hold: { recipient?: string; ms: number; reason: string; usageShare?: number },
): Promise<void> {
  const share = hold.usageShare ?? null
  const usageAt = hold.usageShare === undefined ? sql`null` : sql`now()`
  await sql`
    insert into rate_budgets (workspace_id, account_id, name, subject, held_until, reason, usage_share, usage_at)
    values (${workspaceId}, ${accountId}, ${HOLD}, ${hold.recipient ?? ''},
      now() + ${hold.ms}::float8 * interval '1 millisecond', ${hold.reason}, ${share}::float8, ${usageAt})
    on conflict (workspace_id, account_id, name, subject) do update set
      reason = case when rate_budgets.held_until > excluded.held_until then rate_budgets.reason else excluded.reason end,
      held_until = greatest(rate_budgets.held_until, excluded.held_until),
      usage_share = coalesce(excluded.usage_share, rate_budgets.usage_share),
      usage_at = coalesce(excluded.usage_at, rate_budgets.usage_at)`.execute(executor)
}

/** Takes a call that was made from the buckets; more than is left is made up for later, up to one more bucket. */
export async function spendCall(executor: Executor, workspaceId: string, buckets: readonly Bucket[]): Promise<void> {
  for (const { accountId, name, capacity, refillUs } of buckets) {
    const most = (2 * capacity - 1) * refillUs
    await sql`
      insert into rate_budgets (workspace_id, account_id, name, subject, full_at)
      values (${workspaceId}, ${accountId}, ${name}, '', ${NOW_US} + ${refillUs}::int8)
      on conflict (workspace_id, account_id, name, subject) do update set full_at = least(
        greatest(rate_budgets.full_at + ${refillUs}::int8, excluded.full_at), excluded.full_at + ${most}::int8)`.execute(
      executor,
    )
  }
}

/** What is taken from a bucket. */
interface Spending {
  readonly accountId: string
  readonly name: string
  /** The recipient, of limits per recipient. */
  readonly subject: string
  readonly costUs: number
}

const SPEND = statement(
  'spend_budgets',
  {
    workspaceId: 'uuid',
    nowUs: 'int8',
    spendings: rows<Spending>({ accountId: 'uuid', name: 'text', subject: 'text', costUs: 'int8' }),
  },
  ({ workspaceId, nowUs, spendings }) => `insert into rate_budgets (workspace_id, account_id, name, subject, full_at)
    select ${workspaceId}, account_id, name, subject, ${nowUs} + cost_us from ${spendings.as('s')} order by 2, 3, 4
    on conflict (workspace_id, account_id, name, subject) do update
      set full_at = greatest(rate_budgets.full_at + excluded.full_at - ${nowUs}, excluded.full_at)`,
)

/** Takes from buckets. */
export async function spendBudgets(
  tx: HotTransaction,
  workspaceId: string,
  spendings: readonly Spending[],
  nowUs: number,
): Promise<void> {
  if (spendings.length === 0) return
  await tx.run(SPEND, SPEND.values({ workspaceId, nowUs, spendings }))
}

export interface BudgetRow {
  readonly account_id: string
  readonly name: string
  readonly subject: string
  /** When the bucket is full, in microseconds since 1970. */
  readonly full_at: number
  readonly held_until: Date | null
  readonly reason: string | null
  /** Null when the report is too old. */
  readonly usage_share: number | null
}

/** The buckets of accounts, with their holds, and those of these recipients; at `nowUs` by the database's clock. */
export async function readBudgets(
  executor: Executor,
  workspaceId: string,
  accountIds: readonly string[],
  recipients: readonly string[] = [],
): Promise<{ readonly nowUs: number; readonly budgets: readonly BudgetRow[] }> {
  const found = await sql<BudgetRow & { now_us: number; account_id: string | null }>`
    select ${NOW_US} as now_us, b.* from (select 1) one left join (
      select account_id, name, subject, full_at, reason,
        case when held_until > now() then held_until end as held_until,
        case when usage_at > now() - ${USAGE_LASTS} then usage_share end as usage_share
      from rate_budgets
      where workspace_id = ${workspaceId} and account_id = any(${[...accountIds]}::uuid[])
        and subject = any(${['', ...recipients]}::text[])) b on true`.execute(executor)
  return { nowUs: found.rows[0]?.now_us ?? 0, budgets: found.rows.filter((row) => row.account_id !== null) }
}

/** Forgets buckets of recipients that are full again. @returns how many. */
export async function dropFullBuckets(executor: Executor, workspaceId: string, now: number): Promise<number> {
  const found = await sql<{ count: number }>`
    with gone as (
      delete from rate_budgets where workspace_id = ${workspaceId} and subject <> '' and full_at < ${now * 1000}::int8
        and (held_until is null or held_until < ${new Date(now)}::timestamptz) returning 1)
    select count(*)::int as count from gone`.execute(executor)
  return found.rows[0]?.count ?? 0
}
