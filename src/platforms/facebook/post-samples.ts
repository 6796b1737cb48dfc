import type { Parts, SampleMaker } from '../meta/sample-parts.ts'
import { feed, from, page, postId } from './page-parts.ts'

const post = (description: string, item: string, verb: string, members: (parts: Parts) => object) =>
  feed(description, (parts) => ({
    from: page(parts),
    item,
    verb,
    post_id: postId(parts),
    published: 1,
    ...members(parts),
  }))

/** Samples of what is done to posts. */
export const POST_SAMPLES = {
  post: post('Somebody posted on the Page.', 'post', 'add', (parts) => ({
    from: from(parts),
    is_hidden: false,
    message: parts.text('Great place!'),
  })),
  status: post('The Page posted a text.', 'status', 'add', (parts) => ({ message: parts.text('New in store') })),
  photo: post('The Page posted a picture.', 'photo', 'add', (parts) => ({
    photo_id: parts.objectId(),
    link: parts.fileUrl(),
    message: parts.text('New in store'),
  })),
  photos: post('The Page posted several pictures.', 'status', 'add', (parts) => ({
    photos: [parts.fileUrl(), parts.fileUrl()],
    message: parts.text('New in store'),
  })),
  video: post('The Page posted a video.', 'video', 'add', (parts) => ({
    video_id: parts.objectId(),
    link: parts.fileUrl(),
    message: parts.text('Behind the scenes'),
  })),
  album: post('The Page made an album.', 'album', 'add', (parts) => ({
    post_id: undefined,
    album_id: parts.objectId(),
    photo_ids: [parts.objectId(), parts.objectId()],
  })),
  share: post('The Page shared a link.', 'share', 'add', (parts) => ({
    share_id: parts.objectId(),
    link: 'https://example.com/lookbook',
    message: parts.text('Have a look'),
  })),
  event: post('The Page announced an event.', 'event', 'add', (parts) => ({
    event_id: parts.objectId(),
    story: parts.text('Your brand added an event.'),
  })),
  'post-unpublished': post('The Page drafted or scheduled a post.', 'status', 'add', (parts) => ({
    published: 0,
    message: parts.text('Coming soon'),
  })),
  'post-edited': post('A post was changed.', 'status', 'edited', (parts) => ({
    message: parts.text('New in store, and online'),
  })),
  'post-hidden': post('A post was hidden.', 'post', 'hide', (parts) => ({ message: parts.text('Great place!') })),
  'post-shown': post('A hidden post was shown again.', 'post', 'unhide', (parts) => ({
    message: parts.text('Great place!'),
  })),
  'post-removed': post('A post was removed.', 'post', 'remove', (parts) => ({ recipient_id: parts.account })),
  'video-blocked': post('The platform blocked a video.', 'video', 'block', (parts) => ({
    post_id: undefined,
    video_id: parts.objectId(),
    video_flag_reason: 1,
  })),
  'video-muted': post('The platform muted a video.', 'video', 'mute', (parts) => ({
    post_id: undefined,
    video_id: parts.objectId(),
    video_flag_reason: 1,
  })),
} satisfies Readonly<Record<string, SampleMaker>>
