import { sleep } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { Mood } from './application.ts'
import type { Scenario } from './scenario.ts'

const ROUNDS = 6
const MOODS: readonly [Mood, ...Mood[]] = ['slow', 'flaky', 'quick']

/** An application that is slow or fails a third of the time, while the hub is killed or stopped under it. */
export const mixed: Scenario = async (rig, first) => {
  const { random, application } = rig
  let hub: Hub = first
  for (let round = 1; round <= ROUNDS; round++) {
    await hub.ready()
    const mood = random.pick(MOODS)
    application.behave(mood, random.between(100, 2000))
    await sleep(random.between(500, 2500))
    const signal = random.pick(['SIGKILL', 'SIGTERM'])
    const database = random.chance(0.3) ? rig.postgres : undefined
    await database?.kill()
    hub.kill(signal)
    const exit = await hub.exited
    await database?.restart()
    rig.say(
      `round ${round}: a ${mood} application, ${database ? 'database killed, ' : ''}hub ended by ${signal} ` +
        `(${exit.signal ?? `exit ${exit.code}`}), ${rig.missing()} still to deliver`,
    )
    hub = rig.spawnHub()
  }
  await hub.ready()
  return { sound: await rig.conclude(hub), hub }
}
