import type { Lease } from '../../lib/lease.ts'
import { rows, statement } from '../batch.ts'
import type { Database, HotTransaction } from '../database.ts'
import { releaseStatements } from '../lease.ts'

/** A message that was taken from the queue and may be sent now. */
export interface MessageJob {
  readonly workspaceId: string
  readonly id: string
  /** The call that sends it. */
  readonly stepId: string
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

interface ClaimedRow {
  id: string
  step_id: string
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
  may_have_been_sent: boolean
  created_at: Date
  failing_since: Date | null
  account_since: Date
  last_inbound_at: Date | null
  last_message_id: string | null
}

const DUE_ACCOUNTS = {
  name: 'due_message_accounts',
  text: `select account_id, platform from message_queue
    where workspace_id = $1::uuid and owner is null and due_at <= $2::timestamptz group by account_id, platform`,
} as const

/** The accounts that messages wait to be sent from. */
export async function dueMessageAccounts(
  database: Database,
  workspaceId: string,
  now: number,
): Promise<{ accountId: string; platform: string }[]> {
  const found = await database.hot<{ account_id: string; platform: string }>(DUE_ACCOUNTS, [workspaceId, new Date(now)])
  return found.map((row) => ({ accountId: row.account_id, platform: row.platform }))
}

/** A message to take from the queue, and the step that its call is. */
interface Taking {
  readonly id: string
  readonly stepId: string
}

// The reply token of a conversation goes to one message; what may have been sent before must not use one.
const TAKE = statement(
  'take_messages',
  {
    workspaceId: 'uuid',
    takings: rows<Taking>({ id: 'uuid', stepId: 'uuid' }),
    owner: 'uuid',
    until: 'timestamptz',
    now: 'timestamptz',
  },
  ({ workspaceId, takings, owner, until, now }) => `with taken as materialized (
      select t.step_id, q.attempts + 1 as attempt, q.failing_since, m.*, exists (
          select 1 from steps s where s.workspace_id = ${workspaceId} and s.message_id = m.id and s.state = 'unknown'
        ) as may_have_been_sent
      from ${takings.as('t')} join message_queue q on q.workspace_id = ${workspaceId} and q.message_id = t.id
        join messages m on m.workspace_id = ${workspaceId} and m.id = t.id
    ), known as materialized (
      select t.id, c.id as conversation_id, c.last_inbound_at, c.last_message_id,
        case when c.reply_token_until > ${now} + interval '2 seconds' and not t.may_have_been_sent
          and t.type not in ('mark_seen', 'typing', 'reaction') then c.reply_token end as reply_token
      from taken t join conversations c
        on c.workspace_id = ${workspaceId} and c.account_id = t.account_id and c.key = t.conversation_key
    ), used as (
      update conversations c set reply_token = null from known k
      where c.workspace_id = ${workspaceId} and c.id = k.conversation_id and c.reply_token = k.reply_token
      returning c.id
    ), moved as (
      update message_queue q set attempts = q.attempts + 1, due_at = ${until}, owner = ${owner}, reason = null
      from taken t where q.workspace_id = ${workspaceId} and q.message_id = t.id
    ), begun as (
      insert into steps (workspace_id, id, account_id, message_id, type, recipient, state, started_at, by_token)
      select ${workspaceId}, t.step_id, t.account_id, t.id, t.type, t.recipient, 'running', ${now}, k.reply_token is not null
      from taken t left join known k on k.id = t.id
    )
    select t.id, t.step_id, t.account_id, t.platform, t.conversation_key, t.recipient, t.type, t.content, t.reply_to,
      t.quote_token, t.human_agent, t.sent_by, t.attempt as attempts, t.may_have_been_sent, t.created_at, t.failing_since,
      k.last_inbound_at, k.last_message_id, greatest(a.created_at, a.connected_at) as account_since,
      case when u.id is not null then k.reply_token end as reply_token
    from taken t left join known k on k.id = t.id left join used u on u.id = k.conversation_id
      left join accounts a on a.workspace_id = ${workspaceId} and a.id = t.account_id
    order by t.id`,
)

/**
 * Takes messages from the queue that the transaction has locked: they have an owner and their steps are `running`, on disk,
 * before anything is sent.
 */
export async function takeMessages(
  tx: HotTransaction,
  workspaceId: string,
  takings: readonly Taking[],
  lease: Lease,
  now: number,
): Promise<readonly MessageJob[]> {
  const { owner, until } = lease
  const values = TAKE.values({ workspaceId, takings, owner, until: new Date(until), now: new Date(now) })
  const taken = await tx.run<ClaimedRow>(TAKE, values)
  return taken.map((row) => toJob(workspaceId, row))
}

function toJob(workspaceId: string, row: ClaimedRow): MessageJob {
  return {
    workspaceId,
    id: row.id,
    stepId: row.step_id,
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
    mayHaveBeenSent: row.may_have_been_sent,
    createdAt: row.created_at,
    failingSince: row.failing_since ?? undefined,
    accountSince: row.account_since,
    lastInboundAt: row.last_inbound_at ?? undefined,
    lastMessageId: row.last_message_id ?? undefined,
  }
}

/** The statements that put messages back into the queue that were certainly not sent. */
export const RELEASE_MESSAGES = releaseStatements({
  table: 'message_queue',
  id: 'message_id',
  open: 'owner is not null',
  set: ', attempts = attempts - 1',
  also: `undone as (
      delete from steps s using released r
      where s.workspace_id = r.workspace_id and s.message_id = r.message_id and s.state = 'running')`,
})
