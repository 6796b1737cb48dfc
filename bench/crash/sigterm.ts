import { clockMs, sleep, until } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { Scenario } from './scenario.ts'

const ROUNDS = 3
/** Delivery timeout and stop bounds of the hub, and some room. */
const STOP_WITHIN_MS = 20_000
/** Far below any lease: what a stopped hub still held must be due at once. */
const BACKLOG_WITHIN_MS = 10_000

/**
 * SIGTERM under load with a slow application, so that deliveries wait: requests in flight are answered, the exit code
 * is 0, and the next start delivers the rest at once and not after a lease.
 */
export const sigterm: Scenario = async (rig, first) => {
  const { random, offer, application } = rig
  let hub: Hub = first
  let sound = true
  for (let round = 1; round <= ROUNDS; round++) {
    await hub.ready()
    application.behave('slow', 300)
    await sleep(random.between(1000, 3000))
    offer.forgetPosts()
    const inFlight = offer.inFlight()
    const since = clockMs()
    hub.kill('SIGTERM')
    const timer = setTimeout(() => hub.kill('SIGKILL'), STOP_WITHIN_MS * 2)
    const exit = await hub.exited
    clearTimeout(timer)
    const stopMs = clockMs() - since
    await until('the last answers', 15_000, 20, () => inFlight.every(({ endMs }) => endMs !== undefined))
    const unanswered = inFlight.filter(({ status }) => status === undefined).length
    const refused = offer.posts().filter((post) => post.status === undefined && post.startMs < since + stopMs).length

    application.behave('quick')
    const backlog = new Set([...offer.acknowledged].filter((mid) => !application.received.has(mid)))
    hub = rig.spawnHub()
    await hub.ready()
    const readyAt = clockMs()
    const left = (): boolean => [...backlog].some((mid) => !application.received.has(mid))
    const delivered = await until('the backlog', BACKLOG_WITHIN_MS * 6, 20, () => !left()).catch(() => false)
    const backlogMs = clockMs() - readyAt
    const kept =
      exit.code === 0 && stopMs <= STOP_WITHIN_MS && unanswered === 0 && delivered && backlogMs <= BACKLOG_WITHIN_MS
    sound &&= kept
    rig.say(
      `round ${round}: exit ${exit.signal ?? exit.code} after ${stopMs.toFixed(0)} ms, ${inFlight.length} requests in ` +
        `flight of which ${unanswered} without an answer (${refused} sent later were refused), ${backlog.size} deliveries ` +
        `left, all made ${backlogMs.toFixed(0)} ms after the next start${kept ? '' : ' FAIL'}`,
    )
  }
  return { sound: (await rig.conclude(hub)) && sound, hub }
}
