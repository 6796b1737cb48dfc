import { rows, statement } from '../batch.ts'
import type { HotTransaction } from '../database.ts'
import type { Bucket } from '../rate-budgets/bucket.ts'

/** What counts against a limit now. */
export interface LimitUse {
  /** The place of its bucket in the list given. */
  readonly index: number
  /** The recipient, of limits per recipient; else ''. */
  readonly subject: string
  /** Calls that run, or ended within the limit's time. */
  readonly calls: number
  /** When the bucket of the account is full, in microseconds since 1970; 0 of limits per recipient. */
  readonly fullAt: number
}

interface LimitColumns {
  readonly index: number
  readonly accountId: string
  readonly name: string
  readonly perRecipient: boolean
  readonly types: string | undefined
  readonly most: number
  readonly since: Date
}

const USES = statement(
  'limit_uses',
  {
    workspaceId: 'uuid',
    limits: rows<LimitColumns>({
      index: 'int4',
      accountId: 'uuid',
      name: 'text',
      perRecipient: 'bool',
      types: 'text',
      most: 'int4',
      since: 'timestamptz',
    }),
  },
  ({ workspaceId, limits }) => `select l.index, coalesce(c.subject, '') as subject, coalesce(c.calls, 0)::int as calls,
      coalesce(b.full_at, 0) as full_at
    from ${limits.as('l')}
    left join lateral (
      select case when l.per_recipient then s.recipient else '' end as subject, count(*) as calls from steps s
      where s.workspace_id = ${workspaceId} and s.account_id = l.account_id
        and coalesce(s.ended_at, 'infinity'::timestamptz) > l.since
        and (l.types is null or s.type = any(string_to_array(l.types, ',')))
      group by 1
    ) c on true
    left join rate_budgets b on b.workspace_id = ${workspaceId} and b.account_id = l.account_id
      and b.name = l.name and b.subject = '' and not l.per_recipient
    where not l.per_recipient or c.calls >= l.most`,
)

/** What was used of limits, as of `now`: of limits per recipient only those that are used up. */
export async function readLimitUses(
  tx: HotTransaction,
  workspaceId: string,
  limits: readonly Bucket[],
  now: number,
): Promise<readonly LimitUse[]> {
  const columns = limits.map(({ accountId, name, perRecipient, types, most, perMs }, index) => {
    return { index, accountId, name, perRecipient, types: types?.join(','), most, since: new Date(now - perMs) }
  })
  const found = await tx.run<Omit<LimitUse, 'fullAt'> & { full_at: number }>(
    USES,
    USES.values({ workspaceId, limits: columns }),
  )
  return found.map(({ full_at: fullAt, ...use }) => ({ ...use, fullAt }))
}
