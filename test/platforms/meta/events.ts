import type { Account, Comment, Message } from '../state.ts'
import type { World } from '../world.ts'

const OBJECTS = { instagram: 'instagram', facebook: 'page' } as const
export const objectOf = (account: Account): string =>
  account.platform === 'instagram' || account.platform === 'facebook'
    ? OBJECTS[account.platform]
    : 'whatsapp_business_account'

const messagingBody = (world: World, account: Account, item: object) => ({
  object: objectOf(account),
  entry: [{ time: world.clock.now(), id: account.id, messaging: [item] }],
})

const changesBody = (world: World, account: Account, field: string, value: object) => ({
  object: objectOf(account),
  entry: [{ id: account.id, time: Math.floor(world.clock.now() / 1000), changes: [{ field, value }] }],
})

/** What an account hears of its own message. */
export function echo(world: World, account: Account, message: Message): object {
  const content = typeof message.content === 'object' ? message.content : {}
  const { attachment, ...rest } = { attachment: undefined, ...content }
  return messagingBody(world, account, {
    sender: { id: account.id },
    recipient: { id: message.personId },
    timestamp: message.at,
    message: {
      mid: message.id,
      ...rest,
      ...(attachment ? { attachments: [attachment] } : {}),
      is_echo: true,
      ...(account.platform === 'facebook' ? { app_id: Number(world.state.apps.meta.id) } : {}),
    },
  })
}

/** The person's device has it. Instagram does not say so. */
export const delivered = (world: World, account: Account, message: Message): object =>
  messagingBody(world, account, {
    sender: { id: message.personId },
    recipient: { id: account.id },
    timestamp: world.clock.now(),
    delivery: { mids: [message.id], watermark: message.at },
  })

/** The person has read it. */
export const read = (world: World, account: Account, message: Message): object =>
  messagingBody(world, account, {
    sender: { id: message.personId },
    recipient: { id: account.id },
    timestamp: world.clock.now(),
    read: account.platform === 'instagram' ? { mid: message.id } : { watermark: message.at },
  })

/** A comment appeared. */
export function commented(world: World, account: Account, comment: Comment): object {
  const { id, from, text, postId, parentId } = comment
  if (account.platform === 'instagram')
    return changesBody(world, account, 'comments', {
      from,
      media: { id: postId, media_product_type: 'FEED' },
      id,
      text,
      ...(parentId === undefined ? {} : { parent_id: parentId }),
    })
  return changesBody(world, account, 'feed', {
    from: { id: from.id, name: from.username },
    item: 'comment',
    verb: 'add',
    comment_id: id,
    post_id: postId,
    parent_id: parentId ?? postId,
    message: text,
    created_time: Math.floor(comment.at / 1000),
  })
}
