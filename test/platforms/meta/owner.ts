import type { World } from '../world.ts'
import { conversationById } from './kinds.ts'

/** The account (or WhatsApp Business Account, or business) a node belongs to; undefined for what belongs to nobody. */
export function accountOfNode(world: World, id: string): string | undefined {
  const { state } = world
  if (state.accounts.has(id) || state.wabas.has(id) || state.businesses.has(id) || state.users.has(id)) return id
  const content =
    state.posts.get(id) ??
    state.comments.get(id) ??
    state.messages.get(id) ??
    state.uploads.get(id) ??
    conversationById(world, id)
  if (content) return content.accountId
  for (const waba of state.wabas.values()) if (waba.templates.has(id)) return waba.id
  return undefined
}
