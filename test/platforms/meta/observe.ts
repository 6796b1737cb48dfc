import { type JsonRecord, record, string } from '../../../src/platforms/json.ts'
import { DAY } from '../clock.ts'
import { records } from '../exchange.ts'
import { received } from '../observe.ts'
import { ensurePerson, type World } from '../world.ts'

/** What Meta knows after a webhook of Instagram or of a Page: messages, and comments. */
export function observeEntries(world: World, payload: unknown): void {
  for (const entry of records(record(payload)?.entry)) observeEntry(world, entry)
}

function observeEntry(world: World, entry: JsonRecord): void {
  for (const item of records(entry.messaging)) {
    const account = world.state.accounts.get(String(entry.id))
    const message = record(item.message)
    const content = message ?? record(item.postback)
    const sender = string(record(item.sender)?.id)
    if (!account || !content || sender === undefined || message?.is_echo || message?.is_deleted) continue
    received(world, account, sender, content, content.mid, message?.text)
  }
  for (const { field, value } of records(entry.changes)) {
    const change = record(value) ?? {}
    observeComment(world, String(entry.id), String(field), change)
  }
}

function observeComment(world: World, accountId: string, field: string, value: JsonRecord): void {
  const account = world.state.accounts.get(accountId)
  const instagram = account?.platform === 'instagram' && field === 'comments'
  const facebook =
    account?.platform === 'facebook' && field === 'feed' && value.item === 'comment' && value.verb === 'add'
  if (!account || (!instagram && !facebook)) return
  const id = String(instagram ? value.id : value.comment_id)
  const postId = String(instagram ? record(value.media)?.id : value.post_id)
  const from = record(value.from) ?? {}
  const personId = String(from.id)
  const { state, clock } = world
  if (state.comments.has(id)) return
  const platform = instagram ? 'instagram' : 'facebook'
  if (personId !== account.id) ensurePerson(state, platform, personId)
  if (!state.posts.has(postId))
    state.posts.set(postId, { id: postId, platform, accountId, caption: 'A post', at: clock.now() - DAY })
  state.comments.set(id, {
    id,
    platform,
    postId,
    accountId,
    from: { id: personId, username: String(from.username ?? from.name) },
    text: String(value.text ?? value.message ?? ''),
    at: clock.now(),
    parentId: string(value.parent_id) === postId ? undefined : string(value.parent_id),
    hidden: false,
    repliedPrivately: false,
  })
}
