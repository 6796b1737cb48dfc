import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'

export type IdentityKind = 'id' | 'phone'

export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

/** A person or a group that an event of an account speaks of. */
export interface Party {
  readonly accountId: string
  readonly kind: 'person' | 'group'
  /** Every name that the event has for it; the first is the platform's own id. */
  readonly names: readonly [Identity, ...Identity[]]
  /** It has a conversation with the account. */
  readonly talks: boolean
  readonly at: Date
}

/** A party with ids for what of it is not stored yet. */
export interface NewParty extends Party {
  readonly contactId: string
  readonly conversationId: string
}

export interface KnownParty {
  /** Undefined for a group. */
  readonly contactId: string | undefined
  readonly conversationId: string | undefined
  /** The platform's word for the conversation. */
  readonly key: string | undefined
  /** How many of the party's names are stored. */
  readonly names: number
}

interface PartyRow {
  readonly n: number
  readonly accountId: string
  readonly kind: Party['kind']
  readonly key: string
  readonly contactId: string
  readonly conversationId: string
  readonly at: Date
  readonly talks: boolean
}

/** A name of the party with the number `n`. */
interface NameRow {
  readonly n: number
  readonly accountId: string
  readonly kind: IdentityKind
  readonly value: string
}

/** The stored identity of a name `m`: looked up by its key, whatever the planner believes of the size of the table. */
const identityOf = (workspaceId: string) => `lateral (
        select contact_id, conversation_id from identities
        where workspace_id = ${workspaceId} and account_id = m.account_id and value = m.value and kind = m.kind offset 0)`

// Of several contacts that go by the names of one party the oldest is taken; the others are merged into it afterwards.
// Names are inserted in the order of their key, so that two processes cannot deadlock, and the second one finds what the
// first one made.
const RESOLVE = statement(
  'resolve_parties',
  {
    workspaceId: 'uuid',
    parties: rows<PartyRow>({
      n: 'int4',
      accountId: 'uuid',
      kind: 'text',
      key: 'text',
      contactId: 'uuid',
      conversationId: 'uuid',
      at: 'timestamptz',
      talks: 'bool',
    }),
    names: rows<NameRow>({ n: 'int4', accountId: 'uuid', kind: 'text', value: 'text' }),
  },
  ({ workspaceId, parties, names }) => `with party as materialized (
      select * from ${parties.as('p')}
    ), named as materialized (
      select * from ${names.as('n')}
    ), known as materialized (
      select distinct on (m.n) m.n, i.contact_id, i.conversation_id
      from named m cross join ${identityOf(workspaceId)} i
      order by m.n, i.contact_id, i.conversation_id
    ), made as (
      insert into identities (workspace_id, account_id, kind, value, contact_id, conversation_id, created_at)
      select ${workspaceId}, m.account_id, m.kind, m.value,
        case when k.n is not null then k.contact_id when p.kind = 'person' then p.contact_id end,
        coalesce(k.conversation_id, case when p.talks then p.conversation_id end), p.at
      from named m join party p on p.n = m.n left join known k on k.n = m.n
      order by m.account_id, m.value, m.kind
      on conflict do nothing
      returning contact_id, conversation_id
    ), joined as (
      update identities i set conversation_id = p.conversation_id
      from party p join known k on k.n = p.n
      where p.talks and k.conversation_id is null and i.workspace_id = ${workspaceId} and i.account_id = p.account_id
        and i.contact_id = k.contact_id and i.conversation_id is null
        and i.contact_id = any(array(
          select f.contact_id from known f join party q on q.n = f.n where q.talks and f.conversation_id is null))
      returning i.conversation_id
    ), people as (
      insert into contacts (workspace_id, id, first_seen_at)
      select ${workspaceId}, contact_id, at from party where contact_id in (select contact_id from made)
      on conflict do nothing
    )
    insert into conversations (workspace_id, id, account_id, kind, contact_id, key, created_at)
    select ${workspaceId}, p.conversation_id, p.account_id, p.kind,
      case when p.kind = 'person' then coalesce(k.contact_id, p.contact_id) end, p.key, p.at
    from party p left join known k on k.n = p.n
    where p.conversation_id in (select conversation_id from made union all select conversation_id from joined)
    on conflict do nothing`,
)

/** Stores what is not known of these parties: names, contacts, conversations. */
export async function resolveParties(
  database: Database,
  workspaceId: string,
  parties: readonly NewParty[],
): Promise<void> {
  const given = parties.map(({ names: [{ value: key }], ...party }, n) => ({ n, key, ...party }))
  await database.hot(RESOLVE, RESOLVE.values({ workspaceId, parties: given, names: nameRows(parties) }))
}

function nameRows(parties: readonly Party[]): NameRow[] {
  return parties.flatMap(({ accountId, names }, n) => names.map((name) => ({ n, accountId, ...name })))
}

const FIND = statement(
  'find_parties',
  {
    workspaceId: 'uuid',
    names: rows<NameRow>({ n: 'int4', accountId: 'uuid', kind: 'text', value: 'text' }),
  },
  ({ workspaceId, names }) => `
    select m.n, i.contact_id, i.conversation_id, c.key, count(*)::int as names
    from ${names.as('m')}
    cross join ${identityOf(workspaceId)} i
    left join lateral (
      select key from conversations where workspace_id = ${workspaceId} and id = i.conversation_id offset 0) c on true
    group by m.n, i.contact_id, i.conversation_id, c.key
    order by m.n, i.contact_id, i.conversation_id`,
)

interface FoundRow {
  names: number
  n: number
  contact_id: string | null
  conversation_id: string | null
  key: string | null
}

/** What is known of each party, oldest contact first: more than one when its names belong to several. */
export async function findParties(
  database: Database,
  workspaceId: string,
  parties: readonly Party[],
): Promise<KnownParty[][]> {
  const answer = await database.hot<FoundRow>(FIND, FIND.values({ workspaceId, names: nameRows(parties) }))
  const found: KnownParty[][] = parties.map(() => [])
  for (const row of answer)
    found[row.n]?.push({
      contactId: row.contact_id ?? undefined,
      conversationId: row.conversation_id ?? undefined,
      key: row.key ?? undefined,
      names: row.names,
    })
  return found
}
