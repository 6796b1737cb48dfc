import {
  change,
  changesBody,
  createSamples,
  messagingBody,
  type Parts,
  randomDigits,
  randomText,
  type SampleDialect,
} from '../meta/sample-parts.ts'
import { MESSAGE_SAMPLES } from './message-samples.ts'

const DIALECT: SampleDialect = {
  object: 'instagram',
  account: '17841400000000001',
  person: '1784200000000001',
  mid: () => `aWdf${randomText(45)}ZD`,
  objectId: () => `179${randomDigits(14)}`,
  fileUrl: 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=',
}

const from = (parts: Parts) => ({ id: parts.person.id, username: parts.options.username ?? 'customer123' })

const commentOn = (parts: Parts, productType: string, members: object = {}) => ({
  from: from(parts),
  media: { id: parts.objectId(), media_product_type: productType },
  id: parts.objectId(),
  text: parts.text('How much is it?'),
  ...members,
})

const comment = change('comments', (parts) => commentOn(parts, 'FEED'))
const liveComment = change('live_comments', (parts) => commentOn(parts, 'LIVE'))
const mention = change('mentions', (parts) => ({
  media_id: parts.objectId(),
  comment_id: parts.objectId(),
}))
const insights = change('story_insights', (parts) => ({
  media_id: parts.objectId(),
  impressions: 482,
  reach: 397,
  taps_forward: 61,
  taps_back: 12,
  exits: 33,
  replies: 4,
}))

const made = createSamples(
  {
    ...MESSAGE_SAMPLES,
    comments: comment,
    live_comments: liveComment,
    mentions: mention,
    story_insights: insights,
    media: change('media', (parts) => ({
      id: parts.objectId(),
      media_type: 'IMAGE',
      caption: parts.text('New in store'),
      ...(parts.options.mediaUrl === undefined ? {} : { media_url: parts.options.mediaUrl }),
    })),
    comment,
    'comment-reply': change('comments', (parts) => commentOn(parts, 'REELS', { parent_id: parts.objectId() })),
    'comment-ad': change('comments', (parts) =>
      commentOn(parts, 'AD', {
        media: {
          id: parts.objectId(),
          media_product_type: 'AD',
          ad_id: parts.objectId(),
          ad_title: 'Spring collection',
          original_media_id: parts.objectId(),
        },
      }),
    ),
    'comment-own': change('comments', (parts) =>
      commentOn(parts, 'FEED', { from: { id: parts.account, username: 'yourbrand' } }),
    ),
    'comment-flat': (parts) => ({
      object: 'instagram',
      entry: [
        {
          id: parts.account,
          time: Math.floor(parts.now / 1000),
          field: 'comments',
          value: commentOn(parts, 'FEED'),
        },
      ],
    }),
    'live-comment': liveComment,
    'mention-comment': mention,
    'mention-media': change('mentions', (parts) => ({
      media_id: parts.objectId(),
    })),
    'story-insights': insights,
    'dashboard-test': change('messages', (parts) => ({
      sender: { id: '12334' },
      recipient: { id: '23245' },
      timestamp: String(Math.floor(parts.now / 1000)),
      message: { mid: parts.mid(), text: parts.text('a test') },
    })),
    batch: (parts) => {
      const other = { ...parts, account: `${parts.account}9` }
      const messages = ['First', 'Second'].map((text) => parts.message({ text }))
      return {
        object: 'instagram',
        entry: [
          ...messagingBody(parts, messages).entry,
          ...changesBody(other, [{ field: 'comments', value: commentOn(parts, 'FEED') }]).entry,
        ],
      }
    },
    unknown: change('field_of_tomorrow', (parts) => ({ id: parts.objectId() })),
  },
  DIALECT,
)

/** The kinds of made-up events. */
export const SAMPLES = made.samples

/** A body of that kind as Instagram would send it, with fresh ids, or undefined for an unknown kind. */
export const sample = made.sample
