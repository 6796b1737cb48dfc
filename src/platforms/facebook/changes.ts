import { filled, id, type JsonRecord, record } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import type { ChangeContext } from '../meta/dialect.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { isoTime } from '../meta/time.ts'
import { feedDraft } from './feed.ts'
import { feedItemOf } from './feed-item.ts'
import { mentionDraft } from './mention.ts'
import { detailsOf, isPersonal, personalDraft } from './personal.ts'
import { isProfileField } from './profile-fields.ts'

/** What one change (`field` and `value`) of a Page or a person says. */
export function changeDraft(context: ChangeContext): Draft | Unknown {
  const { change, account, entry, object } = context
  if (isPersonal(object)) return personalDraft(context)
  const field = filled(change.field) ?? ''
  if (isProfileField(field)) return profileDraft(field, change, entry)
  const value = record(change.value)
  if (!value) {
    const missing = change.value === undefined
    return unknown(missing ? 'a change without its value' : 'a change whose value is not an object', field)
  }
  switch (field) {
    case 'feed':
    case 'ratings':
      return feedDraft(feedItemOf(value, field, account, entry.time))
    case 'mention':
      return mentionDraft(feedItemOf(value, field, account, entry.time))
    case 'leadgen':
      return leadDraft(value)
    case 'videos':
    case 'live_videos':
      return videoDraft(value, field, entry)
    case 'messenger_template_status_update':
    case 'message_template_status_update':
      return templateDraft(value, field, entry)
    default:
      return unknown('an unknown field', field)
  }
}

function profileDraft(field: string, change: JsonRecord, entry: JsonRecord): Draft {
  return {
    type: 'account.updated',
    key: naturalKey('profile', field, id(entry.time) ?? '', fingerprint(change)),
    data: { platform: 'facebook', change: field, status: filled(change.verb), details: detailsOf(change.value) },
  }
}

function leadDraft(value: JsonRecord): Draft | Unknown {
  const leadId = id(value.leadgen_id)
  if (leadId === undefined) return unknown('a lead without an id', 'leadgen')
  return {
    type: 'lead.created',
    key: naturalKey('lead', leadId),
    time: value.created_time,
    data: {
      leadId,
      platform: 'facebook',
      formId: id(value.form_id),
      adId: adOf(value.ad_id) ?? adOf(value.adgroup_id),
      createdAt: isoTime(value.created_time),
    },
  }
}

// A lead that came without an ad has 0 there.
function adOf(value: unknown): string | undefined {
  const given = id(value)
  return given === '0' ? undefined : given
}

function videoDraft(value: JsonRecord, field: string, entry: JsonRecord): Draft | Unknown {
  const mediaId = id(value.id) ?? id(value.video_id)
  if (mediaId === undefined) return unknown('a video without an id', field)
  const status = filled(value.status) ?? filled(record(value.status)?.video_status)
  return {
    type: 'media.edited',
    key: naturalKey('video', mediaId, id(entry.time) ?? '', fingerprint(value)),
    conversationKey: mediaId,
    data: {
      mediaId,
      platform: 'facebook',
      mediaType: field === 'videos' ? 'VIDEO' : 'LIVE_VIDEO',
      status,
      content: filled(value.description) ?? filled(value.title),
      url: filled(value.permalink_url),
    },
  }
}

function templateDraft(value: JsonRecord, field: string, entry: JsonRecord): Draft | Unknown {
  const templateId = id(value.message_template_id) ?? id(value.template_id) ?? id(value.id)
  if (templateId === undefined) return unknown('a template without an id', field)
  const status = filled(value.event) ?? filled(value.message_template_status) ?? filled(value.status)
  return {
    type: 'template.updated',
    key: naturalKey('template', templateId, status ?? '', id(entry.time) ?? ''),
    data: {
      templateId,
      platform: 'facebook',
      change: 'status',
      name: filled(value.message_template_name) ?? filled(value.template_name) ?? filled(value.name),
      language: filled(value.message_template_language) ?? filled(value.language),
      value: status,
      reason: filled(value.reason),
    },
  }
}
