import { PLATFORMS } from '../../src/platforms/index.ts'
import type { StandIn } from './stand-in.ts'

interface Entry {
  readonly standIn: StandIn
}

const found = await Promise.all(
  PLATFORMS.map(async ({ id }) => [id, ((await import(`./${id}/stand-in.ts`)) as Entry).standIn] as const),
)

/** The stand-in of each platform, by its id: the folder of that name holds it. */
export const STAND_INS: ReadonlyMap<string, StandIn> = new Map(found)

/** @throws Error for a platform without a stand-in */
export function standInOf(platform: string): StandIn {
  const standIn = STAND_INS.get(platform)
  if (!standIn) throw new Error(`there is no stand-in for ${platform}`)
  return standIn
}
