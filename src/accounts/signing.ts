import { LRUCache } from 'lru-cache'
import { messageOf } from '../errors.ts'
import { fromPublicId } from '../events/ids.ts'
import type { Vault } from '../lib/vault.ts'
import type { Logger } from '../log.ts'
import type { Signing } from '../platforms/settings.ts'
import { type AccountDirectory, type AccountRef, accountRefOf } from '../store/accounts/directory.ts'
import { accountsChangedSince, accountsWithSecrets, type SigningRow } from '../store/accounts/signing.ts'
import { databaseTime } from '../store/clock.ts'
import type { Database } from '../store/database.ts'
import { follow } from '../store/followed.ts'
import { openSigning } from './credentials.ts'
import { createSigningIndex } from './signing-index.ts'

export type LocatedAccount = Pick<AccountRef, 'externalId' | 'parentExternalId'>

/** Secrets that are an account's own, in memory. */
export interface AccountSigning {
  /** Whether any account of the platform has some: without, nothing need be looked at. */
  any(platform: string): boolean
  /** By the id that the platform's payloads have, which may stand for several accounts. */
  of(platform: string, externalId: string): readonly Signing[]
  /** Of the account that an address names, by its `acc_` id or by the platform's. */
  at(platform: string, account: string): readonly Signing[]
  /**
   * The account that an address names; undefined for an `acc_` id of none. The store is asked for one that is not in
   * memory; for a request that is not proved genuine only so often, for anybody can make up ids.
   */
  locate(platform: string, account: string, proved: boolean): Promise<LocatedAccount | undefined>
  /** Accounts were changed in the store: reads them again and notifies the other processes. Never rejects. */
  changed(): Promise<void>
  close(): void
}

const CHANNEL = 'hubbub_accounts'
/** Rows may become visible in another order than that of their times. */
const OVERLAP_MS = 60_000
/** Unknown ids that the store is asked for within UNKNOWN_MS. */
const MAX_UNKNOWN = 100
const UNKNOWN_MS = 10_000

/** Keeps the secrets of accounts that have their own, and the directory of accounts, up to date with the store. */
export async function createAccountSigning(
  database: Database,
  vault: Vault,
  directory: AccountDirectory,
  log: Logger,
): Promise<AccountSigning> {
  const index = createSigningIndex()
  const unknown = new LRUCache<string, true>({ max: MAX_UNKNOWN, ttl: UNKNOWN_MS })
  let since = new Date((await databaseTime(database)).getTime() - OVERLAP_MS)

  const take = (row: SigningRow) => {
    unknown.delete(row.id)
    if (index.knows(row)) return
    // What an account was signed with in a workspace that it does not belong to proves nothing.
    index.set(row, row.owns ? open(row) : undefined)
    directory.refresh(accountRefOf(row), row.owns)
  }

  const open = (row: SigningRow): Signing | undefined => {
    if (!row.signing_sealed) return undefined
    try {
      return openSigning(vault, row.signing_sealed)
    } catch (error) {
      log.error(
        { account: row.id, error: messageOf(error) },
        'the secrets of an account cannot be used; is the encryption key the one they were stored with?',
      )
      return undefined
    }
  }

  for (const row of await accountsWithSecrets(database)) take(row)
  const followed = await follow(database, {
    channel: CHANNEL,
    what: 'accounts',
    read: () => accountsChangedSince(database, since),
    take(rows) {
      for (const row of rows) take(row)
      const newest = rows.reduce((latest, row) => Math.max(latest, row.updated_at.getTime()), 0)
      since = new Date(Math.max(since.getTime(), newest - OVERLAP_MS))
    },
    log,
  })

  const mayAsk = (uuid: string) => {
    unknown.purgeStale()
    if (unknown.has(uuid) || unknown.size >= MAX_UNKNOWN) return false
    unknown.set(uuid, true)
    return true
  }

  return {
    any: index.any,
    of: index.of,
    at(platform, account) {
      if (!account.startsWith('acc_')) return index.of(platform, account)
      const externalId = index.externalIdOf(platform, fromPublicId('account', account) ?? '')
      return externalId === undefined ? [] : index.of(platform, externalId)
    },
    async locate(platform, account, proved) {
      if (!account.startsWith('acc_')) return directory.known(platform, account) ?? { externalId: account }
      const uuid = fromPublicId('account', account)
      if (!uuid) return undefined
      if (!directory.byId(uuid) && (proved || mayAsk(uuid))) {
        await directory.find(uuid)
        if (directory.byId(uuid)) unknown.delete(uuid)
      }
      const found = directory.byId(uuid)
      return found?.platform === platform ? found : undefined
    },
    changed: followed.changed,
    close: followed.close,
  }
}
