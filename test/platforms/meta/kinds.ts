import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'

export type NodeKind =
  | 'user'
  | 'app'
  | 'business'
  | 'page'
  | 'ig'
  | 'phone'
  | 'waba'
  | 'person'
  | 'post'
  | 'media'
  | 'comment'
  | 'igcomment'
  | 'conversation'
  | 'message'
  | 'upload'
  | 'template'

/** Of the accounts that the Graph API knows. */
const ACCOUNT_KINDS: Readonly<Record<string, NodeKind>> = { instagram: 'ig', facebook: 'page', whatsapp: 'phone' }

/** What an id of the Graph API stands for. */
export function kindOf(world: World, id: string): NodeKind | undefined {
  const { state } = world
  const account = state.accounts.get(id)
  if (account) return ACCOUNT_KINDS[account.platform]
  if (instagramByScopedId(world, id)) return 'ig'
  if (state.wabas.has(id)) return 'waba'
  const person = state.people.get(id)
  if (person) return person.platform === 'instagram' || person.platform === 'facebook' ? 'person' : undefined
  const post = state.posts.get(id)
  if (post) return post.platform === 'instagram' ? 'media' : 'post'
  const comment = state.comments.get(id)
  if (comment) return comment.platform === 'instagram' ? 'igcomment' : 'comment'
  if (state.messages.has(id)) return 'message'
  if (state.uploads.has(id)) return 'upload'
  if (state.users.has(id)) return 'user'
  if (state.businesses.has(id)) return 'business'
  if (id === state.apps.meta.id || id === state.apps.instagram.id) return 'app'
  if (conversationById(world, id)) return 'conversation'
  for (const waba of state.wabas.values()) if (waba.templates.has(id)) return 'template'
  return undefined
}

export function conversationById(world: World, id: string) {
  return [...world.state.conversations.values()].find((conversation) => conversation.id === id)
}

function instagramByScopedId(world: World, id: string) {
  return [...world.state.accounts.values()].find(
    (account) => account.platform === 'instagram' && account.appScopedId === id,
  )
}

/** Instagram accounts answer to two ids; webhooks and this server use the one. */
export function canonicalId(world: World, id: string, token: Token | undefined): string {
  if (id === 'me') return token?.owner ?? id
  if (id === 'app') return token?.app?.id ?? id
  return instagramByScopedId(world, id)?.id ?? id
}
