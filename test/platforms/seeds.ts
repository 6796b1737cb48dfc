import type { Seed } from './stand-in.ts'
import { STAND_INS } from './stand-ins.ts'
import type { Accounts } from './state.ts'
import type { World } from './world.ts'

/** What there is beside accounts; stand-ins add theirs by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: the stand-ins add its members.
export interface MoreSeeds {}

/** One account of each platform, with a customer and a token. */
export type Seeds = { readonly [P in keyof Accounts]: Seed<Accounts[P]> } & MoreSeeds

/** Fills an empty world. */
export function seed(world: World): Seeds {
  const seeds: Record<string, unknown> = {}
  for (const [id, standIn] of STAND_INS) {
    const made = standIn.seed(world)
    world.state.accounts.set(made.account.id, made.account)
    seeds[id] = made
  }
  for (const standIn of STAND_INS.values()) Object.assign(seeds, standIn.seedMore?.(world))
  return seeds as unknown as Seeds
}
