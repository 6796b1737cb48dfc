import { filled, type JsonRecord } from '../json.ts'
import { beaconDraft, deliveryDraft, postbackDraft, videoDraft } from './actions.ts'
import { type Context, type Draft, type Unknown, unknown } from './context.ts'
import { controlDraft, moduleDraft } from './control.ts'
import { editDraft, messageDraft, unsendDraft } from './message.ts'
import { followDraft, joinDraft, linkDraft, memberDraft, membershipDraft } from './people.ts'

/** What one webhook event says; its `type` decides. */
export function draftOf(context: Context): Draft | Unknown {
  const item: JsonRecord = context.item
  switch (item.type) {
    case 'message':
      return messageDraft(context)
    case 'messageEdited':
      return editDraft(context)
    case 'unsend':
      return unsendDraft(context)
    case 'follow':
      return followDraft(context, false)
    case 'unfollow':
      return followDraft(context, true)
    case 'join':
      return joinDraft(context, false)
    case 'leave':
      return joinDraft(context, true)
    case 'memberJoined':
      return memberDraft(context, false)
    case 'memberLeft':
      return memberDraft(context, true)
    case 'membership':
      return membershipDraft(context)
    case 'accountLink':
      return linkDraft(context)
    case 'postback':
      return postbackDraft(context)
    case 'beacon':
      return beaconDraft(context)
    case 'videoPlayComplete':
      return videoDraft(context)
    case 'delivery':
      return deliveryDraft(context)
    case 'module':
      return moduleDraft(context)
    case 'activated':
      return controlDraft(context, 'activate')
    case 'deactivated':
      return controlDraft(context, 'deactivate')
    case 'botSuspended':
      return controlDraft(context, 'suspend')
    case 'botResumed':
      return controlDraft(context, 'resume')
    default:
      return unknown('an event of an unknown type', filled(item.type))
  }
}
