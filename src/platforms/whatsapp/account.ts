import { filled, id, type JsonRecord, number, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { handoverDraft } from './handover.ts'
import { factKey, othersOf, type Scope } from './scope.ts'
import { TEMPLATE_FIELDS, templateDraft } from './template.ts'

/** How a field that is about the account is read: the members that hold the new state, the one before, and why. */
interface Reading {
  readonly change: string
  readonly status: readonly string[]
  readonly previous?: string
  readonly reason?: string
}

const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['account_review_update', { change: 'review', status: ['decision'], reason: 'rejection_reason' }],
  ['account_settings_update', { change: 'settings', status: [] }],
  ['business_capability_update', { change: 'capability', status: [] }],
  ['business_username_update', { change: 'username', status: ['status'] }],
  ['business_username_updates', { change: 'username', status: ['status'] }],
  ['phone_number_name_update', { change: 'name', status: ['decision'], reason: 'rejection_reason' }],
  ['phone_number_quality_update', { change: 'quality', status: ['event'], previous: 'old_limit' }],
  ['security', { change: 'security', status: ['event'] }],
  ['payment_configuration_update', { change: 'payment_configuration', status: ['status'] }],
  ['partner_solutions', { change: 'partner_solution', status: ['solution_status', 'event'] }],
  [
    'flows',
    { change: 'flow', status: ['new_status', 'alert_state', 'event'], previous: 'old_status', reason: 'message' },
  ],
])

/** What a change says that has no list of items: it is about the account, a template or a conversation. */
export function accountDraft(value: JsonRecord, scope: Scope): Draft | Unknown {
  const { field } = scope
  if (TEMPLATE_FIELDS.has(field)) return templateDraft(value, scope)
  if (field === 'account_update') return accountUpdateDraft(value, scope)
  if (field === 'account_alerts') return alertDraft(value, scope)
  if (field === 'messaging_handovers') return handoverDraft(value, scope)
  const reading = READINGS.get(field)
  if (!reading) return unknown('a field without anything that is known', field)
  const { change, previous, reason } = reading
  const status = reading.status.find((name) => filled(value[name]) !== undefined)
  const named = [status, previous, reason].filter((name) => name !== undefined)
  const details = othersOf(value, ['messaging_product', 'metadata', 'contacts', 'timestamp', ...named])
  if (status === undefined && details === undefined) return unknown('a change that says nothing', field)
  return {
    type: 'account.updated',
    key: factKey(field, value, value.timestamp, scope.moment),
    time: value.timestamp,
    data: {
      platform: 'whatsapp',
      change,
      status: status && filled(value[status]),
      previous: previous && filled(value[previous]),
      reason: reason && filled(value[reason]),
      details,
    },
  }
}

function accountUpdateDraft(value: JsonRecord, scope: Scope): Draft | Unknown {
  const event = filled(value.event)
  if (event === undefined) return unknown('an account update without an event', scope.field)
  const ban = record(value.ban_info)
  const violation = record(value.violation_info)
  const certification = record(value.partner_client_certification_info)
  const status = (ban && filled(ban.waba_ban_state)) ?? (certification && filled(certification.status))
  const reason = (violation && filled(violation.violation_type)) ?? filled(record(value.disconnection_info)?.reason)
  const data = {
    platform: 'whatsapp',
    change: event.toLowerCase(),
    status,
    reason,
    details: othersOf(value, ['event']),
  }
  return { type: 'account.updated', key: factKey('account_update', value, undefined, scope.moment), data }
}

function alertDraft(value: JsonRecord, scope: Scope): Draft | Unknown {
  const alert = record(value.alert_info) ?? value
  const type = filled(alert.alert_type)
  if (type === undefined) return unknown('an alert of no kind', scope.field)
  const data = {
    platform: 'whatsapp',
    change: type.toLowerCase(),
    status: filled(alert.alert_status),
    reason: filled(alert.alert_description),
    details: {
      severity: filled(alert.alert_severity),
      entityType: filled(value.entity_type),
      entityId: id(value.entity_id),
    },
  }
  return { type: 'account.updated', key: factKey('alert', value, undefined, scope.moment), data }
}

/** One error that the platform reports of its own accord, beside no message. */
export function errorDraft(value: JsonRecord, scope: Scope): Draft {
  const code = number(value.code)
  const message = filled(value.title) ?? filled(value.message)
  const details = filled(record(value.error_data)?.details)
  const data = {
    platform: 'whatsapp',
    change: 'error',
    status: code === undefined ? undefined : String(code),
    reason: details ?? message,
    details: othersOf(value, ['code']),
  }
  return { type: 'account.updated', key: factKey('error', value, undefined, scope.moment), data }
}

/** A lead or a purchase that the platform sees in a chat. */
export function automaticDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const messageId = id(item.id)
  const name = filled(item.event_name)
  if (messageId === undefined || name === undefined)
    return unknown('an automatic event without id or name', scope.field)
  const draft = { key: factKey('automatic', item, item.timestamp, scope.moment), time: item.timestamp }
  const clickId = id(item.ctwa_clid)
  if (name === 'LeadSubmitted')
    return { ...draft, type: 'lead.created', data: { leadId: messageId, messageId, platform: 'whatsapp', clickId } }
  const details = othersOf(item, ['event_name', 'timestamp'])
  return {
    ...draft,
    type: 'account.updated',
    data: { platform: 'whatsapp', change: 'automatic_event', status: name, details },
  }
}
