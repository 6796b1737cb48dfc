import { filled, id, type JsonRecord, list, record, string } from '../json.ts'
import { type Draft, itemKey, type MessagingContext } from './draft.ts'
import { partiesOf } from './parties.ts'

const ACTIONS = [
  ['pass_thread_control', 'pass'],
  ['take_thread_control', 'take'],
  ['request_thread_control', 'request'],
] as const

/** Who may answer, or what the platform forbids: hand-over and policy items; undefined for anything else. */
export function handoverDraft(context: MessagingContext): Draft | undefined {
  const { item, account, platform } = context
  const { sender, conversation } = partiesOf(item, account, true)
  const draft = { time: item.timestamp, senderId: sender?.id, conversationKey: conversation }
  for (const [member, action] of ACTIONS) {
    const control = record(item[member])
    if (!control) continue
    const data = {
      platform,
      action,
      conversationId: conversation,
      newOwnerAppId: id(control.new_owner_app_id),
      previousOwnerAppId: id(control.previous_owner_app_id),
      requestedOwnerAppId: id(control.requested_owner_app_id),
      metadata: filled(control.metadata),
    }
    return { ...draft, type: 'account.standby', key: itemKey('handover', context), data }
  }
  const roles = record(item.app_roles)
  if (roles) {
    const data = { platform, action: 'roles', conversationId: conversation, roles: rolesOf(roles) }
    return { ...draft, type: 'account.standby', key: itemKey('handover', context), data }
  }
  // Written with an underscore in the field list, with a hyphen in the payloads.
  const policy = record(item.policy_enforcement) ?? record(item['policy-enforcement'])
  if (!policy) return undefined
  const data = {
    platform,
    change: 'policy_enforcement',
    status: filled(policy.action),
    reason: filled(policy.reason),
  }
  return { time: item.timestamp, type: 'account.updated', key: itemKey('policy', context), data }
}

function rolesOf(roles: JsonRecord) {
  return Object.fromEntries(
    Object.entries(roles).map(([app, given]) => [
      app,
      list(given)
        .map(string)
        .filter((role) => role !== undefined),
    ]),
  )
}
