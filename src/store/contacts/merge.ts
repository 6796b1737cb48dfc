import { joinNews, keepConversations } from '../conversations/keep.ts'
import { lockConversations } from '../conversations/lock.ts'
import type { Database } from '../database.ts'
import { joinNames, nameContacts } from './names.ts'

/** What is to become one: `from` is merged into `into`. */
export interface Merge {
  readonly into: string
  readonly from: readonly string[]
}

const MERGE_CONVERSATIONS = {
  name: 'merge_conversations',
  text: `update conversations set merged_into = $2::uuid
    where workspace_id = $1::uuid and (id = any($3::uuid[]) or merged_into = any($3::uuid[])) and id <> $2::uuid
    returning last_inbound_at, last_message_id, last_message_at, quote_token, reply_token, reply_token_at, reply_token_until,
      last_outbound_at`,
}

interface MergedConversation {
  last_inbound_at: Date | null
  last_message_id: string | null
  last_message_at: Date | null
  quote_token: string | null
  reply_token: string | null
  reply_token_at: Date | null
  reply_token_until: Date | null
  last_outbound_at: Date | null
}

const MOVE_MESSAGES = {
  name: 'move_messages',
  text: `with moved as (
      update messages set conversation_id = $2::uuid where workspace_id = $1::uuid and conversation_id = any($3::uuid[])
    ), marks as (
      delete from read_marks where workspace_id = $1::uuid and conversation_id = any($3::uuid[]) returning status, until, at
    )
    insert into read_marks (workspace_id, conversation_id, status, until, at)
    select $1::uuid, $2::uuid, status, until, min(at) from marks group by status, until order by status, until
    on conflict (workspace_id, conversation_id, status, until) do update set at = least(read_marks.at, excluded.at)`,
} as const

const MOVE_IDENTITIES = {
  name: 'move_identities',
  text: `update identities set
      contact_id = case when contact_id = any($3::uuid[]) then $2::uuid else contact_id end,
      conversation_id = case when conversation_id = any($5::uuid[]) or (conversation_id is null and account_id = $6::uuid)
        then $4::uuid else conversation_id end
    where workspace_id = $1::uuid and (account_id, value, kind) in (
      select account_id, value, kind from identities
      where workspace_id = $1::uuid and contact_id = any($3::uuid[] || $2::uuid)
      order by account_id, value, kind for update)`,
}

const MERGE_CONTACTS = {
  name: 'merge_contacts',
  text: `with theirs as (
      update conversations set contact_id = $2::uuid where workspace_id = $1::uuid and contact_id = any($3::uuid[])
    ), comments_of_theirs as (
      update comments set contact_id = $2::uuid where workspace_id = $1::uuid and contact_id = any($3::uuid[])
    )
    update contacts set merged_into = $2::uuid
    where workspace_id = $1::uuid and (id = any($3::uuid[]) or merged_into = any($3::uuid[])) and id <> $2::uuid
    returning name, name_at, username, username_at, phone, phone_at`,
}

interface MergedContact {
  name: string | null
  name_at: Date | null
  username: string | null
  username_at: Date | null
  phone: string | null
  phone_at: Date | null
}

/**
 * Makes one person of several, whom a platform showed to be one, and one conversation of theirs at that account. The others
 * stay, and say what they were merged into. What was delivered before keeps the ids it had.
 */
export async function mergeParties(
  database: Database,
  workspaceId: string,
  accountId: string,
  contacts: Merge,
  conversations: Merge | undefined,
): Promise<void> {
  const { into = null, from = [] } = conversations ?? {}
  await database.hotTransaction(async (tx) => {
    void lockConversations(tx.run, workspaceId, into === null ? [] : [into, ...from], contacts.from)
    if (into !== null && from.length > 0) {
      const gone = await tx.run<MergedConversation>(MERGE_CONVERSATIONS, [workspaceId, into, from])
      void tx.run(MOVE_MESSAGES, [workspaceId, into, from])
      await keepConversations(tx.run, workspaceId, joinNews(gone.map((row) => newsOf(into, row))))
    }
    void tx.run(MOVE_IDENTITIES, [workspaceId, contacts.into, contacts.from, into, from, accountId])
    if (contacts.from.length === 0) return
    const gone = await tx.run<MergedContact>(MERGE_CONTACTS, [workspaceId, contacts.into, contacts.from])
    await nameContacts(tx.run, workspaceId, joinNames(gone.map((row) => namesOf(contacts.into, row))))
  })
}

function newsOf(conversationId: string, row: MergedConversation) {
  const { last_message_id: id, last_message_at: messageAt, reply_token: token, reply_token_at: tokenAt } = row
  const until = row.reply_token_until
  return {
    conversationId,
    inboundAt: row.last_inbound_at ?? undefined,
    message: id !== null && messageAt ? { id, at: messageAt, quoteToken: row.quote_token ?? undefined } : undefined,
    replyToken: token !== null && tokenAt && until ? { token, at: tokenAt, until } : undefined,
    outboundAt: row.last_outbound_at ?? undefined,
    counts: true,
  }
}

function namesOf(contactId: string, row: MergedContact) {
  const said = (value: string | null, at: Date | null) => (value !== null && at ? { value, at } : undefined)
  return {
    contactId,
    name: said(row.name, row.name_at),
    username: said(row.username, row.username_at),
    phone: said(row.phone, row.phone_at),
  }
}
