import { columnNames, rows, runWithin, statement } from '../batch.ts'
import type { Executor } from '../database.ts'
import { keysLiveSince } from '../idempotency-keys/keys.ts'
import type { MessageRow } from './messages.ts'

export interface NewMessage {
  readonly id: string
  readonly accountId: string
  readonly platform: string
  readonly conversationId: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  /** JSON text. */
  readonly content: string
  /** As the inbox shows it. */
  readonly text: string
  /** JSON text. */
  readonly attachments: string
  readonly replyTo: string | undefined
  readonly quoteToken: string | undefined
  readonly humanAgent: boolean
  readonly sentBy: string
  readonly fingerprint: string
}

const COLUMNS = {
  id: 'uuid',
  accountId: 'uuid',
  platform: 'text',
  conversationId: 'uuid',
  conversationKey: 'text',
  recipient: 'text',
  type: 'text',
  content: 'text',
  text: 'text',
  attachments: 'text',
  replyTo: 'text',
  quoteToken: 'text',
  humanAgent: 'bool',
  sentBy: 'text',
  fingerprint: 'text',
} as const
const NAMES = columnNames(COLUMNS)

// The key is taken first: of two requests under one key, the second waits here, and then inserts nothing.
const ASK = statement(
  'ask_message',
  { workspaceId: 'uuid', message: rows<NewMessage>(COLUMNS), key: 'text', now: 'timestamptz', expired: 'timestamptz' },
  ({ workspaceId, message, key, now, expired }) => `with given as materialized (
      select * from ${message.as('g')}
    ), taken as (
      insert into idempotency_keys as k (workspace_id, key, fingerprint, message_id, created_at)
      select ${workspaceId}, ${key}, fingerprint, id, ${now} from given where ${key} is not null
      on conflict (workspace_id, key) do update
        set fingerprint = excluded.fingerprint, message_id = excluded.message_id, created_at = excluded.created_at
        where k.created_at <= ${expired}
      returning message_id
    ), asked as (
      insert into messages (workspace_id, direction, status, kind, created_at, ${NAMES})
      select ${workspaceId}, 'out', 'queued', type, ${now}, ${NAMES} from given
      where ${key} is null or exists (select 1 from taken)
      returning *
    ), queued as (
      insert into message_queue (workspace_id, message_id, account_id, platform, conversation_key, recipient, type, due_at)
      select ${workspaceId}, id, account_id, platform, conversation_key, recipient, type, ${now} from asked
    )
    select *, ${now} as due_at, null as reason, null as failing_since from asked`,
)

/** Queues a message; undefined when its idempotency key was used before. */
export async function askMessage(
  executor: Executor,
  workspaceId: string,
  message: NewMessage,
  key: string | undefined,
): Promise<MessageRow | undefined> {
  const now = Date.now()
  const times = { now: new Date(now), expired: keysLiveSince(now) }
  const [row] = await runWithin<MessageRow>(
    executor,
    ASK,
    ASK.values({ workspaceId, message: [message], key, ...times }),
  )
  return row
}
