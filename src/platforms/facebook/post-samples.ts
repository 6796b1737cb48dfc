import type { Parts, SampleMaker } from '../meta/sample-parts.ts'
import { feed, from, page, postId } from './page-parts.ts'

const post = (item: string, verb: string, members: (parts: Parts) => object) =>
  feed((parts) => ({
    from: page(parts),
    item,
    verb,
    post_id: postId(parts),
    published: 1,
    ...members(parts),
  }))

/** Samples of what is done to posts. */
export const POST_SAMPLES = {
  post: post('post', 'add', (parts) => ({
    from: from(parts),
    is_hidden: false,
    message: parts.text('Great place!'),
  })),
  status: post('status', 'add', (parts) => ({ message: parts.text('New in store') })),
  photo: post('photo', 'add', (parts) => ({
    photo_id: parts.objectId(),
    link: parts.fileUrl(),
    message: parts.text('New in store'),
  })),
  photos: post('status', 'add', (parts) => ({
    photos: [parts.fileUrl(), parts.fileUrl()],
    message: parts.text('New in store'),
  })),
  video: post('video', 'add', (parts) => ({
    video_id: parts.objectId(),
    link: parts.fileUrl(),
    message: parts.text('Behind the scenes'),
  })),
  album: post('album', 'add', (parts) => ({
    post_id: undefined,
    album_id: parts.objectId(),
    photo_ids: [parts.objectId(), parts.objectId()],
  })),
  share: post('share', 'add', (parts) => ({
    share_id: parts.objectId(),
    link: 'https://example.com/lookbook',
    message: parts.text('Have a look'),
  })),
  event: post('event', 'add', (parts) => ({
    event_id: parts.objectId(),
    story: parts.text('Your brand added an event.'),
  })),
  'post-unpublished': post('status', 'add', (parts) => ({
    published: 0,
    message: parts.text('Coming soon'),
  })),
  'post-edited': post('status', 'edited', (parts) => ({
    message: parts.text('New in store, and online'),
  })),
  'post-hidden': post('post', 'hide', (parts) => ({ message: parts.text('Great place!') })),
  'post-shown': post('post', 'unhide', (parts) => ({
    message: parts.text('Great place!'),
  })),
  'post-removed': post('post', 'remove', (parts) => ({ recipient_id: parts.account })),
  'video-blocked': post('video', 'block', (parts) => ({
    post_id: undefined,
    video_id: parts.objectId(),
    video_flag_reason: 1,
  })),
  'video-muted': post('video', 'mute', (parts) => ({
    post_id: undefined,
    video_id: parts.objectId(),
    video_flag_reason: 1,
  })),
} satisfies Readonly<Record<string, SampleMaker>>
