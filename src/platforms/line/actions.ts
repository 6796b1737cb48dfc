import { filled, id, present, record, string } from '../json.ts'
import { type Context, type Draft, type Unknown, unknown } from './context.ts'
import { common } from './message.ts'

/** What a `postback` event says: a button, a date picker or a rich menu was used. */
export function postbackDraft(context: Context): Draft | Unknown {
  const postback = record(context.item.postback)
  if (!postback) return unknown('a postback without content', 'postback')
  const params = record(postback.params)
  const data = {
    ...common(context),
    payload: string(postback.data),
    params: params && present(params),
    replyToken: context.replyToken,
  }
  return { type: 'message.postback', data }
}

/** What a `beacon` event says: a person came near to a beacon, stays there, or tapped its banner. */
export function beaconDraft(context: Context): Draft | Unknown {
  const beacon = record(context.item.beacon)
  const beaconId = beacon && id(beacon.hwid)
  if (!beacon || beaconId === undefined) return unknown('a beacon without an id', 'beacon')
  const data = {
    ...common(context),
    referral: { source: 'BEACON', type: filled(beacon.type), ref: filled(beacon.dm), beaconId },
    replyToken: context.replyToken,
  }
  return { type: 'message.referral', data }
}

/** What a `videoPlayComplete` event says: a person saw a video that you track. */
export function videoDraft(context: Context): Draft | Unknown {
  const trackingId = filled(record(context.item.videoPlayComplete)?.trackingId)
  if (trackingId === undefined) return unknown('a played video without a tracking id', 'videoPlayComplete')
  return {
    type: 'message.read',
    data: { ...receipt(context), trackingId, played: true, replyToken: context.replyToken },
  }
}

/** What a `delivery` event says: a notification message, sent to a telephone number, arrived. */
export function deliveryDraft(context: Context): Draft | Unknown {
  const trackingId = filled(record(context.item.delivery)?.data)
  if (trackingId === undefined) return unknown('a delivery that does not say of what', 'delivery')
  return { type: 'message.delivered', data: { ...receipt(context), trackingId } }
}

function receipt({ conversation, person, standby }: Context) {
  return { conversationId: conversation, platform: 'line', recipient: person, standby }
}
