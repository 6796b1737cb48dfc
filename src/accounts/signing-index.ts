import type { Signing } from '../platforms/settings.ts'
import type { SigningRow } from '../store/accounts/signing.ts'

/** The secrets that accounts have of their own, by the ids that platforms know the accounts by. */
export interface SigningIndex {
  /** Whether the account is kept as it was at the time of this row. */
  knows(row: SigningRow): boolean
  /** Keeps the secrets of an account, in place of those it had; undefined: it has none. */
  set(row: SigningRow, signing: Signing | undefined): void
  /** Whether any account of the platform has some. */
  any(platform: string): boolean
  /** By the platform's id, which may stand for several accounts. */
  of(platform: string, externalId: string): readonly Signing[]
  /** The platform's id of an account that has some. */
  externalIdOf(platform: string, accountId: string): string | undefined
}

interface Entry {
  readonly platform: string
  readonly externalId: string
  readonly keys: readonly string[]
  readonly updatedAt: number
}

export function createSigningIndex(): SigningIndex {
  const byExternal = new Map<string, Map<string, Signing>>()
  const entries = new Map<string, Entry>()
  const counts = new Map<string, number>()

  const remove = (id: string) => {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    for (const key of entry.keys) byExternal.get(key)?.delete(id)
    counts.set(entry.platform, (counts.get(entry.platform) ?? 0) - 1)
  }

  const add = (row: SigningRow, signing: Signing) => {
    const { id, platform, external_id: externalId, parent_external_id: parentId } = row
    const keys = [externalId, parentId].filter((each) => each !== null).map((each) => keyOf(platform, each))
    for (const key of keys) {
      const known = byExternal.get(key) ?? new Map<string, Signing>()
      byExternal.set(key, known.set(id, signing))
    }
    entries.set(id, { platform, externalId, keys, updatedAt: row.updated_at.getTime() })
    counts.set(platform, (counts.get(platform) ?? 0) + 1)
  }

  return {
    knows: (row) => entries.get(row.id)?.updatedAt === row.updated_at.getTime(),
    set(row, signing) {
      remove(row.id)
      if (signing) add(row, signing)
    },
    any: (platform) => (counts.get(platform) ?? 0) > 0,
    of: (platform, externalId) => [...(byExternal.get(keyOf(platform, externalId))?.values() ?? [])],
    externalIdOf(platform, accountId) {
      const entry = entries.get(accountId)
      return entry?.platform === platform ? entry.externalId : undefined
    },
  }
}

function keyOf(platform: string, externalId: string): string {
  return `${platform}\u0000${externalId}`
}
