import { clockMs, sleep } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { Scenario } from './scenario.ts'

/** SIGKILL at random moments under load, now and then while the hub is still starting; the data must hold. */
export const kill: Scenario = async (rig, first, rounds) => {
  const { random, offer } = rig
  let hub: Hub = first
  for (let round = 1; round <= rounds; round++) {
    const before = offer.acknowledged.size
    offer.forgetPosts()
    const early = round > 1 && random.chance(0.2)
    const readyMs = early ? undefined : await hub.ready()
    const aliveMs = early ? random.between(0, 700) : random.between(50, 2500)
    await sleep(aliveMs)
    hub.kill('SIGKILL')
    await hub.exited
    const posts = offer.posts()
    const answered = posts.filter(({ status }) => status !== undefined).length
    rig.say(
      `round ${round}: killed ${aliveMs.toFixed(0)} ms after ${early ? 'the spawn' : `ready (${readyMs?.toFixed(0)} ms)`}, ` +
        `${offer.acknowledged.size - before} acknowledged, ${posts.length - answered} without an answer, ` +
        `${rig.missing()} still to deliver`,
    )
    hub = rig.spawnHub()
  }
  const readyMs = await hub.ready()
  const since = clockMs()
  await sleep(1000)
  rig.say(`last start: ready after ${readyMs.toFixed(0)} ms`)
  const sound = await rig.conclude(hub)
  rig.say(`${rounds} kills, concluded in ${((clockMs() - since) / 1000).toFixed(0)} s`)
  return { sound, hub }
}
