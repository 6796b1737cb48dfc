import type { PlatformId } from '../../src/platforms/index.ts'
import type { Platforms } from './platforms.ts'
import { STAND_INS } from './stand-ins.ts'

/** Credentials that the stand-ins take, by platform. */
export function credentialsFor({ seeds }: Pick<Platforms, 'seeds'>) {
  const all = [...STAND_INS].map(([id, standIn]) => [id, standIn.credentials(seeds[id as PlatformId])])
  return Object.fromEntries(all) as Record<PlatformId, Readonly<Record<string, string>>>
}
