import { NOTIFICATIONS_SAMPLE, MESSAGE_SAMPLES as SHARED } from '../meta/message-samples.ts'
import { attachment, file, message, messaging, type SampleMaker } from '../meta/sample-parts.ts'

const seen = messaging('A person saw a message.', (parts) => parts.item({ read: { mid: parts.mid() } }))

const referral = messaging('A person came by an ig.me link.', (parts) =>
  parts.item({ referral: { ref: parts.text('summer-sale'), source: 'IGME-SOURCE-LINK', type: 'OPEN_THREAD' } }),
)

/** Samples of what comes in `messaging` and `standby`. */
export const MESSAGE_SAMPLES = {
  ...SHARED,
  messaging_referral: referral,
  messaging_seen: seen,
  referral,
  seen,
  'message-sticker': message('A heart sticker.', () => ({ attachments: [{ type: 'like_heart' }] })),
  'message-share': message('A shared post, in the old and the new form.', (parts) => {
    const payload = { ...file(parts, '').payload, title: 'Summer', ig_post_media_id: parts.objectId() }
    return {
      attachments: [
        { type: 'share', payload },
        { type: 'ig_post', payload },
      ],
    }
  }),
  'message-reel': message('A shared reel.', (parts) => ({
    attachments: [
      {
        type: 'ig_reel',
        payload: { ...file(parts, '').payload, title: 'Behind the scenes', reel_video_id: parts.objectId() },
      },
    ],
  })),
  'message-ephemeral': message('A picture to be seen once; it is not handed out.', () => ({
    attachments: [{ type: 'ephemeral' }],
  })),
  'message-product': message('A question about a product of the shop.', (parts) => ({
    text: parts.text('Which sizes are there?'),
    referral: { product: { id: parts.objectId() } },
  })),
  'story-mention': attachment('A story that mentions the account.', 'story_mention'),
  optin: NOTIFICATIONS_SAMPLE,
} satisfies Readonly<Record<string, SampleMaker>>
