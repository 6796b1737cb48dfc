import { timeOfId } from '../events/ids.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Executor } from '../store/database.ts'
import { lastHandshakeOf } from '../store/handshakes/handshakes.ts'
import { lastEventOf, lastRejectionOf } from '../store/overview/platform-traffic.ts'
import { lastRejectionView } from './rejections.ts'

/** The last handshake, event and refused request of a platform. */
export async function platformTraffic(db: Executor, workspaceId: string, platform: Platform) {
  const handshake = await lastHandshakeOf(db, workspaceId, platform.id)
  const event = await lastEventOf(db, workspaceId, platform.id)
  const rejection = await lastRejectionOf(db, workspaceId, platform.id)
  return {
    lastHandshake: handshake ? { at: handshake.at.toISOString(), ok: handshake.ok } : null,
    lastEventAt: event === undefined ? null : timeOfId(event).toISOString(),
    lastRejection: rejection ? lastRejectionView(rejection) : null,
  }
}
