import { clockMs, sleep, until } from '../clock.ts'
import type { Post } from './offer.ts'
import type { Rig } from './rig.ts'
import type { Scenario } from './scenario.ts'

const ROUNDS = 5
/** 1.5 s for the hub, and what the way there and back takes on a busy machine. */
const ANSWER_WITHIN_MS = 1600
const RECOVER_WITHIN_MS = 10_000
/** The server's processes end one after another: what was under way may still be committed, and truly so. */
const LAST_COMMITS_MS = 300

/** The database is killed, or frozen, and comes back, under the running hub: 503 meanwhile, soon, and nothing lost. */
export const database: Scenario = async (rig, hub) => {
  const { random, postgres } = rig
  if (!postgres) throw new Error('only PostgreSQL can be killed under the hub')
  let sound = true
  for (let round = 1; round <= ROUNDS; round++) {
    const frozen = round === ROUNDS
    await sleep(random.between(500, 2000))
    rig.offer.forgetPosts()
    const killedAt = clockMs()
    if (frozen) postgres.freeze()
    else await postgres.kill()
    const goneAt = clockMs() + LAST_COMMITS_MS
    await sleep(random.between(1500, 4000) + (frozen ? 2000 : 0))
    const returnsAt = clockMs()
    if (frozen) postgres.thaw()
    else await postgres.restart()
    const backAt = clockMs()
    const recoveredAt = await until('the hub to recover', RECOVER_WITHIN_MS * 3, 5, () =>
      firstAcknowledged(rig, backAt),
    )
    const posts = rig.offer.posts()
    const away = posts.filter(({ startMs, endMs }) => startMs > goneAt && (endMs ?? Infinity) < returnsAt)
    const slowest = posts.reduce((most, { startMs, endMs }) => Math.max(most, (endMs ?? clockMs()) - startMs), 0)
    const statuses = countStatuses(posts)
    const wrong = posts.filter(({ endMs, status }) => endMs !== undefined && status !== 200 && status !== 503).length
    const untrue = away.filter(({ status }) => status === 200).length
    const recoverMs = recoveredAt - backAt
    const kept = wrong === 0 && untrue === 0 && slowest <= ANSWER_WITHIN_MS && recoverMs <= RECOVER_WITHIN_MS
    sound &&= kept
    rig.say(
      `round ${round}: ${frozen ? 'frozen' : 'killed'}, away ${(backAt - killedAt).toFixed(0)} ms, answers ` +
        `${JSON.stringify(statuses)}, while away ${JSON.stringify(countStatuses(away))}, slowest ` +
        `${slowest.toFixed(0)} ms, acknowledges again ${recoverMs.toFixed(0)} ms after its return${kept ? '' : ' FAIL'}`,
    )
  }
  return { sound: (await rig.conclude(hub)) && sound, hub }
}

function firstAcknowledged(rig: Rig, afterMs: number): number | undefined {
  return rig.offer.posts().find(({ status, startMs }) => status === 200 && startMs > afterMs)?.endMs
}

function countStatuses(posts: readonly Post[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, endMs } of posts) {
    if (endMs === undefined) continue
    const name = String(status ?? 'no answer')
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
