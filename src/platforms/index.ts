import { facebook } from './facebook/index.ts'
import { instagram } from './instagram/index.ts'
import { line } from './line/index.ts'
import type { Platform } from './platform.ts'
import { telegram } from './telegram/index.ts'
import { whatsapp } from './whatsapp/index.ts'

const LIST = [instagram, facebook, line, whatsapp, telegram] as const

/** The id of a platform that the hub speaks with. */
export type PlatformId = (typeof LIST)[number]['id']

/** Every platform the hub speaks with. */
export const PLATFORMS: readonly [Platform<PlatformId>, ...Platform<PlatformId>[]] = LIST

/** What people call the platform; the id of one that the hub does not know. */
export function platformName(id: string): string {
  return findPlatform(id)?.name ?? id
}

/** The platform of that id, or undefined. */
export function findPlatform(id: string): Platform<PlatformId> | undefined {
  return PLATFORMS.find((platform) => platform.id === id)
}
