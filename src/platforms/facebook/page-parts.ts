import { change, type Parts } from '../meta/sample-parts.ts'

/** The time of the sample, in seconds. */
export const seconds = (parts: Parts) => Math.floor(parts.now / 1000)
/** The person, as the author of something. */
export const from = (parts: Parts) => ({ id: parts.person.id, name: parts.options.username ?? 'Kari Nordmann' })
/** The Page, as the author of something. */
export const page = (parts: Parts) => ({ id: parts.account, name: 'Your brand' })
/** A fresh id of a post on the Page. */
export const postId = (parts: Parts) => `${parts.account}_${parts.objectId()}`

/** A sample of one change of `feed`, or of a field like it. */
export const feed = (value: (parts: Parts) => object, field = 'feed') =>
  change(field, (parts) => ({ created_time: seconds(parts), ...value(parts) }))

/** A comment on a post of the Page. */
export const commentOn = (parts: Parts, verb: string) => {
  const under = postId(parts)
  return {
    from: from(parts),
    item: 'comment',
    verb,
    post_id: under,
    parent_id: under,
    comment_id: `${parts.objectId()}_${parts.objectId()}`,
    message: parts.text('How much is it?'),
  }
}
