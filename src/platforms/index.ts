import { facebook } from './facebook/index.ts'
import { instagram } from './instagram/index.ts'
import { line } from './line/index.ts'
import type { Platform } from './platform.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every platform the hub speaks with. */
export const PLATFORMS: readonly Platform[] = [instagram, facebook, line, whatsapp]

/** The platform of that id, or undefined. */
export function findPlatform(id: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.id === id)
}
