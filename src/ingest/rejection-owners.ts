import { fromPublicId } from '../events/ids.ts'
import { findOwners } from '../store/accounts/owners.ts'
import type { Database } from '../store/database.ts'
import type { RejectionCause } from './receiver.ts'

/** Refused requests of one hour, platform and cause, at one address. */
export interface HourCount {
  readonly account: string | undefined
  readonly platform: string
  readonly cause: RejectionCause
  readonly hour: Date
  count: number
}

interface Addressed {
  readonly platform: string
  /** As the address has it; undefined for the one that all accounts share. */
  readonly account: string | undefined
}

/** What is to be written in one workspace. */
interface Share<Row extends Addressed> {
  readonly rows: Row[]
  readonly counts: (readonly [string, HourCount])[]
}

const MAX_NAME_LENGTH = 200
/** Counted one by one between two flushes. */
const MAX_ADDRESSES = 1000

/** By workspace: that of the account in the address, or the first. */
export async function shareOut<Row extends Addressed>(
  database: Database,
  firstWorkspaceId: string,
  rows: readonly Row[],
  counts: readonly (readonly [string, HourCount])[],
): Promise<ReadonlyMap<string, Share<Row>>> {
  const owners = await ownersOf(database, [...rows, ...counts.map(([, count]) => count)])
  const shares = new Map<string, Share<Row>>()
  const shareOf = (of: Addressed): Share<Row> => {
    const workspaceId = owners.get(keyOf(of)) ?? firstWorkspaceId
    const share = shares.get(workspaceId) ?? { rows: [], counts: [] }
    shares.set(workspaceId, share)
    return share
  }
  for (const row of rows) shareOf(row).rows.push(row)
  for (const entry of counts) shareOf(entry[1]).counts.push(entry)
  return shares
}

/** One count for each hour, platform and cause. */
export function addUp(counts: readonly (readonly [string, HourCount])[]): HourCount[] {
  const sums = new Map<string, HourCount>()
  for (const [, count] of counts) addCount(sums, JSON.stringify([count.hour, count.platform, count.cause]), count)
  return [...sums.values()]
}

export function countOne(
  counts: Map<string, HourCount>,
  rejection: Addressed & { readonly cause: RejectionCause },
): void {
  const { platform, cause } = rejection
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000)
  // Anybody can make up addresses: beyond so many they are counted together.
  const account = counts.size < MAX_ADDRESSES ? rejection.account : undefined
  addCount(counts, JSON.stringify([platform, cause, hour, account]), { account, platform, cause, hour, count: 1 })
}

export function addCount(counts: Map<string, HourCount>, key: string, row: HourCount): void {
  const known = counts.get(key)
  if (known) known.count += row.count
  else counts.set(key, { ...row })
}

async function ownersOf(database: Database, addressed: readonly Addressed[]): Promise<ReadonlyMap<string, string>> {
  const distinct = new Map(addressed.flatMap((each) => (isName(each.account) ? [[keyOf(each), each]] : [])))
  const given = [...distinct.values()].map(({ platform, account = '' }) => ({
    platform,
    name: account,
    id: fromPublicId('account', account),
  }))
  const owned = await findOwners(database, given)
  return new Map(owned.map(({ platform, name, workspaceId }) => [keyOf({ platform, account: name }), workspaceId]))
}

/** What an account may be called; the store takes no NUL. */
function isName(text: string | undefined): text is string {
  return text !== undefined && text.length <= MAX_NAME_LENGTH && !text.includes('\u0000')
}

function keyOf({ platform, account }: Addressed): string {
  return `${platform} ${account ?? ''}`
}
