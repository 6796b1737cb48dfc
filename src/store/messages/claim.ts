import type { Lease } from '../../lib/lease.ts'
import type { Database } from '../database.ts'
import { releaseStatements } from '../lease.ts'

/** A limit as a token bucket. */
export interface BucketLimit {
  readonly accountId: string
  readonly name: string
  readonly perRecipient: boolean
  /** Only messages of these types draw from it; undefined: all. */
  readonly types: readonly string[] | undefined
  /** How many at once. */
  readonly capacity: number
  readonly perSecond: number
}

/** A message that was taken from the queue and may be sent now. */
export interface MessageJob {
  readonly id: string
  readonly accountId: string
  readonly platform: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  /** JSON text. */
  readonly content: string
  readonly replyTo: string | undefined
  readonly quoteToken: string | undefined
  readonly replyToken: string | undefined
  readonly humanAgent: boolean
  readonly sentBy: string
  /** This one included. */
  readonly attempts: number
  /** An earlier try ended without an answer: the platform may have it already. */
  readonly mayHaveBeenSent: boolean
  readonly createdAt: Date
  /** Since when it fails, rate limits aside; undefined: it does not. */
  readonly failingSince: Date | undefined
  /** Since when the hub hears what is said to the account. */
  readonly accountSince: Date
  readonly lastInboundAt: Date | undefined
  readonly lastMessageId: string | undefined
}

export interface Claimed {
  readonly jobs: readonly MessageJob[]
  /** Messages that were looked at and have to wait for their rate limit. */
  readonly waiting: number
}

interface ClaimedRow {
  id: string | null
  account_id: string
  platform: string
  conversation_key: string
  recipient: string
  type: string
  content: string
  reply_to: string | null
  quote_token: string | null
  reply_token: string | null
  human_agent: boolean
  sent_by: string
  attempts: number
  outcome_unknown: boolean
  created_at: Date
  failing_since: Date | null
  account_since: Date
  last_inbound_at: Date | null
  last_message_id: string | null
  waiting: number
}

const DUE_ACCOUNTS = {
  name: 'due_message_accounts',
  text: `select account_id, platform from messages
    where workspace_id = $1::uuid and status = 'queued' and due_at <= $2::timestamptz group by account_id, platform`,
} as const

/** The accounts that messages wait to be sent from. */
export async function dueMessageAccounts(
  database: Database,
  workspaceId: string,
  now: number,
): Promise<{ accountId: string; platform: string }[]> {
  const rows = await database.hot<{ account_id: string; platform: string }>(DUE_ACCOUNTS, [workspaceId, new Date(now)])
  return rows.map((row) => ({ accountId: row.account_id, platform: row.platform }))
}

// Of a conversation only the oldest open message; what its recipient's or account's buckets do not allow stays queued.
// Buckets are locked in the order of their key, and read after the lock: two processes share what is in them. Types whose
// bucket is empty are passed over, so that those behind them in line go. Buckets go by the time at which the database runs
// the statement: by an earlier one, what waited for it would be sent closer together than the limit allows.
const CLAIM_MESSAGES = {
  name: 'claim_messages',
  text: `with moment as materialized (
      select clock_timestamp() as at
    ), limits as (
      select l.account_id, l.name, l.per_recipient, string_to_array(l.types, ',') as types, l.capacity, l.per_second
      from unnest($4::uuid[], $5::text[], $6::bool[], $7::text[], $8::float8[], $9::float8[])
        as l(account_id, name, per_recipient, types, capacity, per_second)
    ), wanted as materialized (
      select w.account_id, w.n, array(
        select unnest(l.types) from limits l join rate_budgets b on b.workspace_id = $1::uuid and b.account_id = w.account_id
          and b.name = l.name and b.subject = ''
        where l.account_id = w.account_id
          and b.tokens + greatest(0, extract(epoch from (select at from moment) - b.updated_at)::float8) * l.per_second < 0.999999) as barred
      from unnest($2::uuid[], $3::int4[]) as w(account_id, n)
    ), candidates as materialized (
      select c.* from wanted w
      cross join lateral (
        select m.id, m.account_id, m.conversation_key, m.recipient, m.type, m.outcome_unknown from messages m
        where m.workspace_id = $1::uuid and m.account_id = w.account_id and m.status = 'queued' and m.due_at <= $12::timestamptz
          and not (w.barred && array[m.type])
          and not exists (
            select 1 from messages p where p.workspace_id = $1::uuid and p.account_id = w.account_id
              and p.conversation_key = m.conversation_key and p.status in ('queued', 'sending') and p.id < m.id)
          and not exists (
            select 1 from rate_budgets b where b.workspace_id = $1::uuid and b.account_id = w.account_id
              and b.name = 'hold' and b.subject in ('', m.recipient) and b.held_until > $12::timestamptz)
          and not exists (
            select 1 from limits l join rate_budgets b on b.workspace_id = $1::uuid and b.account_id = w.account_id
              and b.name = l.name and b.subject = m.recipient
            where l.account_id = w.account_id and l.per_recipient
              and b.tokens + greatest(0, extract(epoch from (select at from moment) - b.updated_at)::float8) * l.per_second < 0.999999)
        order by m.id limit w.n
        for update of m skip locked
      ) c
    ), needs as (
      select distinct c.account_id, l.name, case when l.per_recipient then c.recipient else '' end as subject,
        l.per_recipient, l.types, l.capacity, l.per_second
      from candidates c join limits l on l.account_id = c.account_id and (l.types is null or c.type = any(l.types))
    ), locked as materialized (
      select b.account_id, b.name, b.subject, b.tokens, b.updated_at
      from rate_budgets b join needs n on n.account_id = b.account_id and n.name = b.name and n.subject = b.subject
      where b.workspace_id = $1::uuid
      order by b.account_id, b.name, b.subject
      for update of b
    ), available as (
      select n.*, 0.000001 + least(n.capacity,
        coalesce(b.tokens + greatest(0, extract(epoch from (select at from moment) - b.updated_at)::float8) * n.per_second, n.capacity)) as tokens
      from needs n left join locked b on b.account_id = n.account_id and b.name = n.name and b.subject = n.subject
    ), ranked as (
      select c.*, row_number() over (partition by c.account_id order by c.id) as place from candidates c
      where not exists (select 1 from available a
          where a.account_id = c.account_id and a.per_recipient and a.subject = c.recipient and a.tokens < 1)
        and not exists (select 1 from available a
          where a.account_id = c.account_id and c.type = any(a.types) and floor(a.tokens) < (
            select count(*) from candidates o
            where o.account_id = c.account_id and o.type = any(a.types) and o.id <= c.id))
    ), granted as (
      select r.* from ranked r
      where not exists (select 1 from available a
        where a.account_id = r.account_id and not a.per_recipient and a.types is null and floor(a.tokens) < r.place)
    ), spent as (
      insert into rate_budgets (workspace_id, account_id, name, subject, tokens, updated_at)
      select $1::uuid, a.account_id, a.name, a.subject, a.tokens - 0.000001 - g.n, (select at from moment)
      from available a cross join lateral (
        select count(*) as n from granted g
        where g.account_id = a.account_id and (not a.per_recipient or g.recipient = a.subject)
          and (a.types is null or g.type = any(a.types))) g
      where g.n > 0
      order by 2, 3, 4
      on conflict (workspace_id, account_id, name, subject) do update
        set tokens = excluded.tokens, updated_at = greatest(rate_budgets.updated_at, excluded.updated_at)
    ), known as materialized (
      select g.id, c.account_id, c.key, c.last_inbound_at, c.last_message_id,
        case when c.reply_token_until > $12::timestamptz + interval '2 seconds' and g.type not in ('mark_seen', 'typing', 'reaction')
          and not g.outcome_unknown then c.reply_token end as reply_token
      from granted g join conversations c
        on c.workspace_id = $1::uuid and c.account_id = g.account_id and c.key = g.conversation_key
    ), used as (
      update conversations c set reply_token = null from known k
      where c.workspace_id = $1::uuid and c.account_id = k.account_id and c.key = k.key and c.reply_token = k.reply_token
      returning c.account_id, c.key
    ), moved as (
      update messages m set status = 'sending', attempts = m.attempts + 1, started_at = $12::timestamptz,
        due_at = $10::timestamptz, reason = null, owner = $11::uuid,
        via = case when k.reply_token is not null then 'reply' end
      from granted g left join known k on k.id = g.id
      where m.workspace_id = $1::uuid and m.id = g.id
      returning m.*
    )
    select m.id, m.account_id, m.platform, m.conversation_key, m.recipient, m.type, m.content, m.reply_to, m.quote_token, m.human_agent,
      m.sent_by, m.attempts, m.outcome_unknown, m.created_at, m.failing_since, k.last_inbound_at, k.last_message_id,
      greatest(a.created_at, a.connected_at) as account_since,
      case when u.key is not null then k.reply_token end as reply_token,
      ((select count(*) from candidates) - (select count(*) from granted))::int as waiting
    from (select 1) one left join moved m on true left join known k on k.id = m.id
      left join used u on u.account_id = k.account_id and u.key = k.key
      left join accounts a on a.workspace_id = $1::uuid and a.id = m.account_id
    order by m.id`,
}

/**
 * Takes due messages from the queue as far as the rate limits allow, and marks them `sending`, on disk, before anything
 * is sent. Whose answer got lost is known by the owner and the end of its leases, and can be undone.
 */
export async function claimMessages(
  database: Database,
  workspaceId: string,
  wanted: readonly { accountId: string; limit: number }[],
  limits: readonly BucketLimit[],
  lease: Lease,
  now: number,
): Promise<Claimed> {
  const rows = await database.hot<ClaimedRow>(CLAIM_MESSAGES, [
    workspaceId,
    wanted.map((each) => each.accountId),
    wanted.map((each) => each.limit),
    limits.map((limit) => limit.accountId),
    limits.map((limit) => limit.name),
    limits.map((limit) => limit.perRecipient),
    limits.map((limit) => limit.types?.join(',') ?? null),
    limits.map((limit) => limit.capacity),
    limits.map((limit) => limit.perSecond),
    new Date(lease.until),
    lease.owner,
    new Date(now),
  ])
  return { jobs: rows.flatMap(toJob), waiting: rows[0]?.waiting ?? 0 }
}

function toJob(row: ClaimedRow): MessageJob[] {
  if (row.id === null) return []
  return [
    {
      id: row.id,
      accountId: row.account_id,
      platform: row.platform,
      conversationKey: row.conversation_key,
      recipient: row.recipient,
      type: row.type,
      content: row.content,
      replyTo: row.reply_to ?? undefined,
      quoteToken: row.quote_token ?? undefined,
      replyToken: row.reply_token ?? undefined,
      humanAgent: row.human_agent,
      sentBy: row.sent_by,
      attempts: row.attempts,
      mayHaveBeenSent: row.outcome_unknown,
      createdAt: row.created_at,
      failingSince: row.failing_since ?? undefined,
      accountSince: row.account_since,
      lastInboundAt: row.last_inbound_at ?? undefined,
      lastMessageId: row.last_message_id ?? undefined,
    },
  ]
}

/** The statements that put messages back into the queue that were certainly not sent. */
export const RELEASE_MESSAGES = releaseStatements({
  table: 'messages',
  id: 'id',
  open: () => "status = 'sending'",
  set: ", status = 'queued', attempts = attempts - 1, via = null",
})
