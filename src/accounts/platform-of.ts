import { refusal } from '../codes/refusals.ts'
import { findPlatform } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'

/** The platform of that id. @throws HubError not_found */
export function platformOf(id: string): Platform {
  const platform = findPlatform(id)
  if (!platform) throw refusal('no_platform', { id })
  return platform
}
