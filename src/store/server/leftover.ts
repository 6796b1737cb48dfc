import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnusableError } from '../errors.ts'
import { answers } from './address.ts'
import type { Place } from './place.ts'
import { isServerOf, type PostmasterFile, readPostmasterFile, removePostmasterFile } from './postmaster-file.ts'
import { adopt, type ServerProcess, stop } from './process.ts'

const LOOK_MS = 50
/** A hub's guard may be about to stop the server. */
const STEADY_MS = 250
/** A guard takes two seconds; a slow disk takes longer. */
const GONE_MS = 20_000

/**
 * Looks for a server that an earlier hub left on the cluster; call it while the folder's lock is held.
 *
 *     no file ───────────────────────────────▶ none
 *     a file, nothing answers, no process ───▶ the file is removed: none
 *     ready, and still so a moment later ────▶ adopted
 *     starting, stopping ────────────────────▶ waited for; stopped when it takes too long
 *     answers, process not to be seen here ──▶ waited for; refused when it stays (another container's)
 *
 * @throws StoreUnusableError when a server that cannot be reached from here keeps the cluster.
 */
export async function takeOver(place: Place, signal?: AbortSignal): Promise<ServerProcess | undefined> {
  const { cluster } = place
  const until = performance.now() + GONE_MS
  for (;;) {
    const file = await readPostmasterFile(cluster)
    if (!file) return undefined
    const { pid, address } = file
    const here = pid !== undefined && (await isServerOf(pid, cluster))
    if (here && address && (await isSteady(file, cluster))) return adopt(pid, address, place)
    if (!here && !(address && (await answers(address)))) {
      await removePostmasterFile(cluster)
      return undefined
    }
    signal?.throwIfAborted()
    if (performance.now() > until) await give(place, here ? pid : undefined)
    await sleep(LOOK_MS)
  }
}

async function isSteady(file: PostmasterFile, cluster: string): Promise<boolean> {
  if (file.status !== 'ready') return false
  await sleep(STEADY_MS)
  const now = await readPostmasterFile(cluster)
  return now?.pid === file.pid && now?.status === 'ready'
}

async function give(place: Place, pid: number | undefined): Promise<void> {
  if (pid === undefined) {
    throw new StoreUnusableError(
      `A PostgreSQL server that cannot be seen from here, perhaps in another container, uses ${place.cluster}. Stop it first.`,
    )
  }
  await stop(pid, place, () => isServerOf(pid, place.cluster))
}
