import { instagram } from './instagram/index.ts'
import type { Platform } from './platform.ts'

/** Every platform the hub speaks with. */
export const PLATFORMS: readonly Platform[] = [instagram]

/** The platform of that id, or undefined. */
export function findPlatform(id: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.id === id)
}
