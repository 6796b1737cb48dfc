import type { Hub } from '../hub.ts'
import type { Rig } from './rig.ts'

export interface Conclusion {
  /** Nothing was lost and every promise was kept. */
  readonly sound: boolean
  /** The hub that runs now. */
  readonly hub: Hub
}

/** A way of failing: takes a hub under load, ends it as it likes, and leaves one that runs. */
export type Scenario = (rig: Rig, hub: Hub, rounds: number) => Promise<Conclusion>
