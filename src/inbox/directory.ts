import { LRUCache } from 'lru-cache'
import { newUuid } from '../events/ids.ts'
import { mergeParties } from '../store/contacts/merge.ts'
import { findParties, type Identity, type KnownParty, type Party, resolveParties } from '../store/contacts/resolve.ts'
import type { Database } from '../store/database.ts'

const MAX_NAMES = 20_000
/** Another process may have merged a contact meanwhile. The statements that write follow merges by themselves. */
const TTL_MS = 60_000

/** Who goes by a name: contacts and conversations, of all accounts of a process. */
export interface Directory {
  /** What each party is. A party that is not known is stored; one that proves to be several is merged. */
  resolve(workspaceId: string, parties: readonly Party[]): Promise<KnownParty[]>
  /** Forgets what it holds of a contact. */
  forget(contactId: string): void
}

/** Keeps names in memory, so that an event of a person who is known asks the store nothing. */
export function createDirectory(database: Database): Directory {
  const names = new LRUCache<string, KnownParty>({ max: MAX_NAMES, ttl: TTL_MS })

  /** Undefined when the store has to be asked: a name is new, or names disagree. */
  const recall = (workspaceId: string, { accountId, names: given, talks }: Party): KnownParty | undefined => {
    let known: KnownParty | undefined
    for (const name of given) {
      const found = names.get(keyOf(workspaceId, accountId, name))
      if (!found || (known && found.contactId !== known.contactId)) return undefined
      known ??= found
    }
    return talks && known?.conversationId === undefined ? undefined : known
  }

  const learn = async (workspaceId: string, parties: readonly Party[]): Promise<void> => {
    const together = join(parties)
    let found = await findParties(database, workspaceId, together)
    const missing = together.filter((party, index) => !isComplete(party, found[index]))
    if (missing.length > 0) {
      const made = missing.map((party) => ({ ...party, contactId: newUuid(), conversationId: newUuid() }))
      await resolveParties(database, workspaceId, made)
      found = await findParties(database, workspaceId, together)
    }
    for (const [index, party] of together.entries()) {
      const known = await unite(workspaceId, party, found[index] ?? [])
      if (known) for (const name of party.names) names.set(keyOf(workspaceId, party.accountId, name), known)
    }
  }

  /** The one party that these are: the platform calls them by one name. */
  const unite = async (workspaceId: string, party: Party, found: readonly KnownParty[]) => {
    const [first, ...others] = found
    if (!first || others.length === 0) return first
    const contacts = distinct(found.map(({ contactId }) => contactId))
    const conversations = distinct(found.map(({ conversationId }) => conversationId))
    const [contact, ...otherContacts] = contacts
    const [conversation, ...otherConversations] = conversations
    if (contact === undefined) return first
    await mergeParties(
      database,
      workspaceId,
      party.accountId,
      { into: contact, from: otherContacts },
      conversation === undefined ? undefined : { into: conversation, from: otherConversations },
    )
    for (const id of otherContacts) forget(id)
    const [united] = await findParties(database, workspaceId, [party])
    return united?.[0] ?? first
  }

  const forget = (contactId: string) => {
    for (const [key, known] of names.entries()) if (known.contactId === contactId) names.delete(key)
  }

  return {
    async resolve(workspaceId, parties) {
      const known = parties.map((party) => recall(workspaceId, party))
      const unknown = parties.filter((_, index) => known[index] === undefined)
      if (unknown.length === 0) return known.flatMap((each) => each ?? [])
      await learn(workspaceId, unknown)
      return parties.map((party, index) => {
        const found = known[index] ?? recall(workspaceId, party)
        if (!found) throw new Error('a contact was stored and cannot be found')
        return found
      })
    },
    forget,
  }
}

/** Every name is stored, and it has a conversation where it needs one. */
function isComplete(party: Party, found: readonly KnownParty[] | undefined): boolean {
  const stored = found?.reduce((sum, { names }) => sum + names, 0)
  return stored === party.names.length && (!party.talks || found?.[0]?.conversationId !== undefined)
}

/** Parties of one account that share a name are one. */
function join(parties: readonly Party[]): Party[] {
  const byName = new Map<string, number>()
  const joined: (Party | undefined)[] = []
  for (const party of parties) {
    const places = new Set(party.names.flatMap((name) => byName.get(keyOf('', party.accountId, name)) ?? []))
    const same = [...places].flatMap((place) => joined[place] ?? [])
    const all = same.reduce((one, other) => unionOf(one, other), party)
    for (const place of places) joined[place] = undefined
    for (const name of all.names) byName.set(keyOf('', all.accountId, name), joined.length)
    joined.push(all)
  }
  return joined.filter((party) => party !== undefined)
}

function unionOf(later: Party, earlier: Party): Party {
  const known = new Set(earlier.names.map(({ kind, value }) => `${kind} ${value}`))
  const [first, ...rest] = earlier.names
  return {
    ...earlier,
    names: [first, ...rest, ...later.names.filter(({ kind, value }) => !known.has(`${kind} ${value}`))],
    talks: earlier.talks || later.talks,
    at: earlier.at < later.at ? earlier.at : later.at,
  }
}

/** Oldest first: ids grow with time. */
function distinct(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))].sort()
}

function keyOf(workspaceId: string, accountId: string, { kind, value }: Identity): string {
  return `${workspaceId} ${accountId} ${kind} ${value}`
}
