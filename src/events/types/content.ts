import { Type } from 'typebox'
import { attachments } from './attachment.ts'
import { author, count, define, flag, id, oneOf, optional, platform, SOME_PLATFORM, text } from './common.ts'
import { commentId, mediaId } from './engagement.ts'

const media = {
  mediaId,
  platform,
  mediaType: optional(text('e.g. `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, `STATUS`, `EVENT`.')),
  content: optional(text('The caption.')),
  url: optional(text('Where to see it.')),
  mediaUrl: optional(text('Address of the file; it may expire.')),
  author: optional(author),
  attachments: optional(attachments),
  hidden: optional(flag('Whether it is hidden now.')),
  unpublished: optional(flag('Not to be seen by everybody: a draft, a scheduled post or an ad.')),
  self: optional(flag('The account itself did it.')),
}

const reaction = {
  platform,
  target: oneOf(['media', 'comment'], 'What was reacted to.'),
  mediaId: optional(mediaId),
  commentId: optional(commentId),
  reaction: text('e.g. `like`, `love`.'),
  author: optional(author),
}
const reactionExample = {
  platform: SOME_PLATFORM,
  target: 'media',
  mediaId: '1234_5678',
  reaction: 'love',
  author: { id: '24001', name: 'John Doe' },
}

export const content = {
  'media.published': define(
    'A post, photo, video, reel or story of the account appeared, or somebody posted on its page.',
    media,
    { mediaId: '17893439049281758', platform: SOME_PLATFORM, mediaType: 'IMAGE', content: 'New in store' },
  ),
  'media.edited': define(
    'A post was changed, hidden or shown again, restricted by the platform, or got another state.',
    {
      ...media,
      restriction: optional(oneOf(['block', 'unblock', 'mute', 'unmute'], 'What the platform did to it.')),
      reason: optional(text("Why, as the platform's code or words.")),
      status: optional(text('Its state, e.g. `ready`, `live`.')),
    },
    { mediaId: '1234_5678', platform: SOME_PLATFORM, mediaType: 'STATUS', content: 'New in store, and online' },
  ),
  'media.deleted': define(
    'A post was removed.',
    { mediaId, platform, mediaType: media.mediaType, author: optional(author), self: media.self },
    { mediaId: '1234_5678', platform: SOME_PLATFORM, mediaType: 'IMAGE' },
  ),
  'story.insights': define(
    'The figures of a story that has ended.',
    {
      mediaId,
      platform,
      metrics: Type.Record(Type.String(), Type.Number(), { description: 'e.g. reach, impressions, replies, exits.' }),
    },
    { mediaId: '18023345989012587', platform: SOME_PLATFORM, metrics: { reach: 17, impressions: 28, tapsForward: 12 } },
  ),
  'reaction.created': define(
    'Somebody reacted to a post or a comment.',
    { ...reaction, changed: optional(flag('It takes the place of the reaction set before.')) },
    reactionExample,
  ),
  'reaction.deleted': define('A reaction to a post or a comment was taken back.', reaction, reactionExample),
}

const reviewId = id("The platform's id of the review; answers to it are comments.")
const review = {
  reviewId,
  platform,
  content: text('The text; empty when it has none.'),
  rating: optional(count('Stars, from 1 to 5.')),
  recommended: optional(flag('Whether the person recommends the account.')),
  author: optional(author),
}
const reviewExample = {
  reviewId: '904801129604590',
  platform: SOME_PLATFORM,
  content: 'Friendly, and quick.',
  recommended: true,
  author: { id: '24001', name: 'John Doe' },
}

export const reviews = {
  'review.created': define('Somebody reviewed the account.', review, reviewExample),
  'review.edited': define('A review was changed.', review, { ...reviewExample, content: 'Friendly, and very quick.' }),
  'review.deleted': define(
    'A review was removed.',
    { reviewId, platform, author: optional(author) },
    { reviewId: '904801129604590', platform: SOME_PLATFORM },
  ),
}
