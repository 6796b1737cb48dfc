import { change, changesBody, type Parts, type SampleMaker } from '../meta/sample-parts.ts'
import { commentOn, feed, from, page, postId, seconds } from './page-parts.ts'
import { POST_SAMPLES } from './post-samples.ts'

const comment = (verb: string, members: (parts: Parts) => object = () => ({})) =>
  feed((parts) => ({ ...commentOn(parts, verb), ...members(parts) }))

const reaction = (verb: string, members: (parts: Parts) => object = () => ({})) =>
  feed((parts) => {
    const under = postId(parts)
    return {
      from: from(parts),
      item: 'reaction',
      verb,
      post_id: under,
      parent_id: under,
      reaction_type: 'love',
      ...members(parts),
    }
  })

const rating = (verb: string, members: (parts: Parts) => object) =>
  feed(
    (parts) => ({
      item: 'rating',
      verb,
      open_graph_story_id: parts.objectId(),
      reviewer_id: parts.person.id,
      reviewer_name: from(parts).name,
      ...members(parts),
    }),
    'ratings',
  )

const reviewText = (parts: Parts) => ({
  review_text: parts.text('Friendly, and quick.'),
  recommendation_type: 'positive',
})

const newComment = comment('add')
const newReview = rating('add', reviewText)

const mention = feed(
  (parts) => ({
    from: from(parts),
    item: 'post',
    verb: 'add',
    post_id: `${parts.objectId()}_${parts.objectId()}`,
    message: parts.text('Lunch at @yourbrand'),
  }),
  'mention',
)

const lead = change('leadgen', (parts) => ({
  leadgen_id: parts.objectId(),
  page_id: parts.account,
  form_id: parts.objectId(),
  ad_id: parts.objectId(),
  adgroup_id: parts.objectId(),
  created_time: seconds(parts),
}))

const templateStatus = change('messenger_template_status_update', (parts) => ({
  event: 'APPROVED',
  message_template_id: parts.objectId(),
  message_template_name: 'order_sent',
  message_template_language: 'en_US',
  reason: 'NONE',
}))

/** Samples of what comes in `changes` of a Page. */
export const PAGE_SAMPLES = {
  feed: newComment,
  mention,
  ratings: newReview,
  leadgen: lead,
  messenger_template_status_update: templateStatus,
  comment: newComment,
  'comment-reply': comment('add', (parts) => ({
    parent_id: `${parts.objectId()}_${parts.objectId()}`,
  })),
  'comment-photo': comment('add', (parts) => ({ photo: parts.fileUrl() })),
  'comment-own': comment('add', (parts) => ({ from: page(parts) })),
  'comment-edited': comment('edited'),
  'comment-hidden': comment('hide'),
  'comment-shown': comment('unhide'),
  'comment-removed': comment('remove', () => ({ message: undefined })),
  ...POST_SAMPLES,
  like: feed((parts) => ({
    item: 'like',
    verb: 'add',
    post_id: postId(parts),
    sender_id: parts.person.id,
    sender_name: from(parts).name,
  })),
  'reaction-post': reaction('add'),
  'reaction-comment': reaction('add', (parts) => ({
    comment_id: `${parts.objectId()}_${parts.objectId()}`,
  })),
  'reaction-changed': reaction('edit', () => ({ reaction_type: 'wow' })),
  'reaction-removed': reaction('remove'),
  follower: feed((parts) => ({
    item: 'like',
    verb: 'add',
    user_id: parts.options.senderId ?? parts.objectId(),
  })),
  'mention-comment': feed(
    (parts) => ({ ...commentOn(parts, 'add'), message: parts.text('Ask @yourbrand') }),
    'mention',
  ),
  review: newReview,
  'review-edited': rating('edit', reviewText),
  'review-removed': rating('remove', () => ({})),
  'review-comment': feed((parts) => commentOn(parts, 'add'), 'ratings'),
  lead,
  'live-video': change('live_videos', (parts) => ({
    id: parts.objectId(),
    status: 'live',
  })),
  'template-status': templateStatus,
  'page-hours': (parts: Parts) => ({
    object: 'page',
    entry: [{ id: parts.account, time: parts.now, changes: [{ field: 'hours' }] }],
  }),
  'page-phone': (parts: Parts) => ({
    object: 'page',
    entry: [{ id: parts.account, time: parts.now, changed_fields: ['phone'] }],
  }),
  unknown: change('field_of_tomorrow', (parts) => ({ id: parts.objectId() })),
  batch: (parts: Parts) => {
    const other = { ...parts, account: `${parts.account}9` }
    return {
      object: 'page',
      entry: [
        {
          id: parts.account,
          time: parts.now,
          messaging: ['First', 'Second'].map((text) => parts.message({ text })),
        },
        ...changesBody(other, [{ field: 'feed', value: { created_time: seconds(parts), ...commentOn(other, 'add') } }])
          .entry,
      ],
    }
  },
} satisfies Readonly<Record<string, SampleMaker>>
