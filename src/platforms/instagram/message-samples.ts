import { NOTIFICATIONS_SAMPLE, MESSAGE_SAMPLES as SHARED } from '../meta/message-samples.ts'
import { attachment, file, message, messaging, type SampleMaker } from '../meta/sample-parts.ts'

const seen = messaging((parts) => parts.item({ read: { mid: parts.mid() } }))

const referral = messaging((parts) =>
  parts.item({ referral: { ref: parts.text('summer-sale'), source: 'IGME-SOURCE-LINK', type: 'OPEN_THREAD' } }),
)

/** Samples of what comes in `messaging` and `standby`. */
export const MESSAGE_SAMPLES = {
  ...SHARED,
  messaging_referral: referral,
  messaging_seen: seen,
  referral,
  seen,
  'message-sticker': message(() => ({ attachments: [{ type: 'like_heart' }] })),
  'message-share': message((parts) => {
    const payload = { ...file(parts, '').payload, title: 'Summer', ig_post_media_id: parts.objectId() }
    return {
      attachments: [
        { type: 'share', payload },
        { type: 'ig_post', payload },
      ],
    }
  }),
  'message-reel': message((parts) => ({
    attachments: [
      {
        type: 'ig_reel',
        payload: { ...file(parts, '').payload, title: 'Behind the scenes', reel_video_id: parts.objectId() },
      },
    ],
  })),
  'message-ephemeral': message(() => ({
    attachments: [{ type: 'ephemeral' }],
  })),
  'message-product': message((parts) => ({
    text: parts.text('Which sizes are there?'),
    referral: { product: { id: parts.objectId() } },
  })),
  'story-mention': attachment('story_mention'),
  optin: NOTIFICATIONS_SAMPLE,
} satisfies Readonly<Record<string, SampleMaker>>
