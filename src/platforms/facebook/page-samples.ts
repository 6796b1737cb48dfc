import { change, changesBody, type Parts, type SampleMaker } from '../meta/sample-parts.ts'
import { commentOn, feed, from, page, postId, seconds } from './page-parts.ts'
import { POST_SAMPLES } from './post-samples.ts'

const comment = (description: string, verb: string, members: (parts: Parts) => object = () => ({})) =>
  feed(description, (parts) => ({ ...commentOn(parts, verb), ...members(parts) }))

const reaction = (description: string, verb: string, members: (parts: Parts) => object = () => ({})) =>
  feed(description, (parts) => {
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

const rating = (description: string, verb: string, members: (parts: Parts) => object) =>
  feed(
    description,
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

const newComment = comment('A comment on a post.', 'add')
const newReview = rating('A review of the Page.', 'add', reviewText)

const mention = feed(
  'A post elsewhere mentions the Page.',
  (parts) => ({
    from: from(parts),
    item: 'post',
    verb: 'add',
    post_id: `${parts.objectId()}_${parts.objectId()}`,
    message: parts.text('Lunch at @yourbrand'),
  }),
  'mention',
)

const lead = change('A filled-in lead form.', 'leadgen', (parts) => ({
  leadgen_id: parts.objectId(),
  page_id: parts.account,
  form_id: parts.objectId(),
  ad_id: parts.objectId(),
  adgroup_id: parts.objectId(),
  created_time: seconds(parts),
}))

const templateStatus = change('A message template was judged.', 'messenger_template_status_update', (parts) => ({
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
  'comment-reply': comment('The answer to a comment.', 'add', (parts) => ({
    parent_id: `${parts.objectId()}_${parts.objectId()}`,
  })),
  'comment-photo': comment('A comment with a picture.', 'add', (parts) => ({ photo: parts.fileUrl() })),
  'comment-own': comment('The Page commented itself.', 'add', (parts) => ({ from: page(parts) })),
  'comment-edited': comment('A comment was changed.', 'edited'),
  'comment-hidden': comment('A comment was hidden.', 'hide'),
  'comment-shown': comment('A hidden comment was shown again.', 'unhide'),
  'comment-removed': comment('A comment was removed.', 'remove', () => ({ message: undefined })),
  ...POST_SAMPLES,
  like: feed('Somebody likes a post, as older versions send it.', (parts) => ({
    item: 'like',
    verb: 'add',
    post_id: postId(parts),
    sender_id: parts.person.id,
    sender_name: from(parts).name,
  })),
  'reaction-post': reaction('Somebody reacted to a post.', 'add'),
  'reaction-comment': reaction('Somebody reacted to a comment.', 'add', (parts) => ({
    comment_id: `${parts.objectId()}_${parts.objectId()}`,
  })),
  'reaction-changed': reaction('Somebody chose another reaction.', 'edit', () => ({ reaction_type: 'wow' })),
  'reaction-removed': reaction('A reaction was taken back.', 'remove'),
  follower: feed('Somebody likes the Page.', (parts) => ({
    item: 'like',
    verb: 'add',
    user_id: parts.options.senderId ?? parts.objectId(),
  })),
  'mention-comment': feed(
    'A comment elsewhere mentions the Page.',
    (parts) => ({ ...commentOn(parts, 'add'), message: parts.text('Ask @yourbrand') }),
    'mention',
  ),
  review: newReview,
  'review-edited': rating('A review was changed.', 'edit', reviewText),
  'review-removed': rating('A review was removed.', 'remove', () => ({})),
  'review-comment': feed('A comment on a review.', (parts) => commentOn(parts, 'add'), 'ratings'),
  lead,
  'live-video': change('A live broadcast began.', 'live_videos', (parts) => ({
    id: parts.objectId(),
    status: 'live',
  })),
  'template-status': templateStatus,
  'page-hours': {
    description: "The Page's opening hours changed; only the field is named.",
    make: (parts: Parts) => ({
      object: 'page',
      entry: [{ id: parts.account, time: parts.now, changes: [{ field: 'hours' }] }],
    }),
  },
  'page-phone': {
    description: "The Page's telephone number changed, told without values.",
    make: (parts: Parts) => ({
      object: 'page',
      entry: [{ id: parts.account, time: parts.now, changed_fields: ['phone'] }],
    }),
  },
  unknown: change('A field that nobody knows yet.', 'field_of_tomorrow', (parts) => ({ id: parts.objectId() })),
  batch: {
    description: 'Messages and a comment of two Pages in one body.',
    make: (parts: Parts) => {
      const other = { ...parts, account: `${parts.account}9` }
      return {
        object: 'page',
        entry: [
          {
            id: parts.account,
            time: parts.now,
            messaging: ['First', 'Second'].map((text) => parts.message({ text })),
          },
          ...changesBody(other, [
            { field: 'feed', value: { created_time: seconds(parts), ...commentOn(other, 'add') } },
          ]).entry,
        ],
      }
    },
  },
} satisfies Readonly<Record<string, SampleMaker>>
