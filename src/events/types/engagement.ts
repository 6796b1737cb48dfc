import { Type } from 'typebox'
import { attachments } from './attachment.ts'
import {
  author,
  conversationId,
  define,
  flag,
  id,
  oneOf,
  optional,
  person,
  platform,
  priority,
  replyToken,
  SOME_PLATFORM,
  sentiment,
  text,
  time,
} from './common.ts'

export const commentId = id("The platform's id of the comment.")
export const mediaId = id("The platform's id of the post, photo, video, reel or story.")

const place = {
  mediaId: optional(mediaId),
  mediaType: optional(text('What it stands under, e.g. `FEED`, `REELS`, `LIVE`, `AD`.')),
  parentId: optional(id('The comment it answers.')),
  adId: optional(id('The ad it stands under.')),
  adTitle: optional(text('Title of that ad.')),
  originalMediaId: optional(id('The post the ad was made of.')),
  url: optional(text('Where to see it.')),
}

const commentExample = {
  commentId: '17865799348089039',
  platform: SOME_PLATFORM,
  content: 'How much is it?',
  author: { id: '1784200001', username: 'customer123' },
  mediaId: '17893439049281758',
  mediaType: 'FEED',
}

export const comments = {
  'comment.created': define(
    'Somebody commented on a post of the account.',
    {
      commentId,
      platform,
      content: text('The text; empty when it has none.'),
      author: optional(author),
      ...place,
      attachments: optional(attachments),
      live: optional(flag('During a live broadcast; it can be answered only while that lasts.')),
      self: optional(flag('The account itself wrote it.')),
      ...sentiment,
      priority,
    },
    commentExample,
  ),
  'comment.edited': define(
    'A comment was changed, hidden or shown again.',
    {
      commentId,
      platform,
      content: optional(text('The new text, when the platform gives it.')),
      author: optional(author),
      ...place,
      attachments: optional(attachments),
      hidden: optional(flag('Whether it is hidden now; absent when only the text changed.')),
    },
    { ...commentExample, content: 'How much is it in euros?' },
  ),
  'comment.deleted': define(
    'A comment was removed.',
    { commentId, platform, author: optional(author), ...place },
    { commentId: '17865799348089039', platform: SOME_PLATFORM, mediaId: '17893439049281758' },
  ),
}

export const mentions = {
  'mention.created': define(
    'Somebody spoke of the account: in a post, a comment or a story, or found by a listening query.',
    {
      mentionId: id('The comment, post or message that mentions.'),
      queryId: optional(id('The listening query that found it.')),
      platform,
      source: oneOf(['post', 'comment', 'story', 'query'], 'Where the mention is.'),
      content: optional(text('The text, when the platform gives it.')),
      author: optional(author),
      mediaId: optional(mediaId),
      commentId: optional(commentId),
      messageId: optional(id('A mention in a story arrives as a message, and can be answered.')),
      conversationId,
      attachments: optional(attachments),
      url: optional(text('Where to see it.')),
      standby: optional(flag('Another application owns the conversation now; do not answer.')),
      ...sentiment,
      priority,
    },
    {
      mentionId: '17894227972186120',
      platform: SOME_PLATFORM,
      source: 'comment',
      commentId: '17894227972186120',
      mediaId: '17918195224117851',
    },
  ),
}

const standby = optional(flag('Another application owns the conversation now; do not answer.'))
const follower = { platform, follower: person('Who.'), conversationId, standby, replyToken }
const member = {
  platform,
  conversationId: id('The group or room; the person, for a paid membership.'),
  members: Type.Array(person('Who.'), { description: 'Who came or went; the account itself when it is alone in it.' }),
  self: optional(flag('The account itself came or went.')),
  membershipId: optional(id('The paid membership, which is no group.')),
  standby,
  replyToken,
}
const group = { platform: SOME_PLATFORM, conversationId: '4390000012', members: [{ id: '1784200001' }] }

export const people = {
  'follower.added': define(
    'Somebody follows the account.',
    { ...follower, returned: optional(flag('After having unfollowed or blocked it.')) },
    { platform: SOME_PLATFORM, follower: { id: '1784200001' }, conversationId: '1784200001' },
  ),
  'follower.removed': define('Somebody no longer follows the account, or blocked it.', follower, {
    platform: SOME_PLATFORM,
    follower: { id: '1784200001' },
  }),
  'member.joined': define(
    'Somebody came into a group of the account, or into its paid membership.',
    { ...member, renewed: optional(flag('The membership was renewed.')) },
    group,
  ),
  'member.left': define('Somebody left a group of the account, or its paid membership.', member, group),
  'lead.created': define(
    'Somebody filled in a lead form.',
    {
      leadId: id('The lead.'),
      platform,
      formId: optional(id('The form.')),
      adId: optional(id('The ad.')),
      clickId: optional(id('Id of the click on the ad, for conversion reports.')),
      messageId: optional(id('The message in which the platform saw the lead.')),
      createdAt: optional(time('When it was filled in.')),
      answers: optional(Type.Record(Type.String(), Type.Array(Type.String()), { description: 'By question.' })),
    },
    { leadId: '1636129430026801', platform: SOME_PLATFORM, formId: '12345', createdAt: '2026-01-10T12:00:00.000Z' },
  ),
  'contact.linked': define(
    'A person was linked to an identity of yours, or changed the id they are known by.',
    {
      platform,
      contact: person('Who, by the id that is valid now.'),
      conversationId,
      status: oneOf(['linked', 'unlinked', 'failed', 'changed'], 'What happened.'),
      code: optional(text('The authorization code or nonce that your site gave.')),
      previousId: optional(id('The id that is no longer valid.')),
      standby,
      replyToken,
    },
    { platform: SOME_PLATFORM, contact: { id: '1784200001' }, status: 'linked', code: 'xxx' },
  ),
}
