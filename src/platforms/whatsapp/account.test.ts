import { describe, expect, it } from 'vitest'
import {
  item,
  NUMBER,
  normalise,
  numbered,
  ofAccount,
  one,
  PERSON,
  PHONE,
  receivedAt,
  seconds,
  timestamp,
  USER_ID,
  WABA,
} from '../../../test/platforms/whatsapp/bodies.ts'

describe('a group', () => {
  const group = (type: string, members: object = {}) =>
    one(numbered({ groups: [{ type, group_id: 'g1', timestamp, ...members }] }, 'group_lifecycle_update'))
  const errors = [{ code: 1, title: 'No', error_data: { details: 'Not allowed.' } }]

  it('is joined by the account when it is made, and left when it is removed', () => {
    expect(group('group_create')).toMatchObject({
      type: 'member.joined',
      data: { conversationId: 'g1', self: true, members: [{ id: NUMBER }] },
    })
    expect(group('group_delete').type).toBe('member.left')
  })

  it('that could not be made tells the account why', () => {
    expect(group('group_create', { errors })).toMatchObject({
      type: 'account.updated',
      data: { change: 'group_create', status: 'failed', reason: 'Not allowed.', conversationId: 'g1' },
    })
  })

  it('is joined and left by people', () => {
    const added_participants = [{ wa_id: PERSON, user_id: USER_ID, username: '@john' }]
    expect(group('group_participants_add', { added_participants })).toMatchObject({
      type: 'member.joined',
      senderId: USER_ID,
      data: { members: [{ id: USER_ID, username: 'john', phone: PERSON }] },
    })
    expect(group('group_participants_remove', { removed_participants: [{ input: '2' }] })).toMatchObject({
      type: 'member.left',
      data: { members: [{ id: '2' }] },
    })
  })

  it('may be asked to let somebody in', () => {
    expect(group('group_join_request_created', { join_request_id: 'j', wa_id: PERSON })).toMatchObject({
      type: 'account.updated',
      senderId: PERSON,
      data: {
        change: 'group_join_request',
        status: 'created',
        person: { id: PERSON },
        details: { join_request_id: 'j' },
      },
    })
  })

  it('may be suspended', () => {
    expect(group('group_suspend').data).toMatchObject({ change: 'group_suspend', conversationId: 'g1' })
  })
})

describe('the history', () => {
  const history = (...pieces: object[]) => numbered({ history: pieces }, 'history')
  const said = (from: string, id: string) => ({ from, id, timestamp, type: 'text', text: { body: id } })
  const piece = {
    metadata: { phase: 0, chunk_order: 1, progress: 50 },
    threads: [
      { id: PERSON, messages: [{ ...said(PERSON, 'a'), history_context: { status: 'READ' } }, said(PHONE, 'b')] },
      { id: '2', messages: [said(PHONE, 'c')] },
    ],
  }

  it('gives every message, each marked, with the keys that live ones have', () => {
    const events = normalise(history(piece))
    expect(events).toMatchObject([
      {
        type: 'message.received',
        dedupKey: 'message:a',
        data: { history: true, status: 'read', conversationId: PERSON },
      },
      { type: 'message.sent', dedupKey: 'echo:b', data: { history: true, recipient: { id: PERSON } } },
      { type: 'message.sent', dedupKey: 'echo:c', data: { conversationId: '2' } },
    ])
    expect(events.map(({ raw }) => normalise(raw))).toMatchObject(events.map(({ dedupKey }) => [{ dedupKey }]))
  })

  it('gives the file of a message after the message', () => {
    const image = { id: 'f1', mime_type: 'image/jpeg' }
    expect(one(numbered({ messages: [item({ type: 'image', image })] }, 'history'))).toMatchObject({
      type: 'message.edited',
      dedupKey: 'history_file:wamid.1',
      data: { messageId: 'wamid.1', history: true, attachments: [{ type: 'image', id: 'f1' }] },
    })
  })

  it('that is not shared says why', () => {
    expect(one(history({ errors: [{ code: 2593109, title: 'Declined' }] })).data).toMatchObject({
      change: 'history',
      status: 'failed',
      reason: 'Declined',
    })
  })
})

describe('the account', () => {
  it.each([
    ['account_review_update', { decision: 'APPROVED' }, { change: 'review', status: 'APPROVED' }],
    [
      'phone_number_quality_update',
      { event: 'UPGRADE', old_limit: 'A', current_limit: 'B' },
      { change: 'quality', status: 'UPGRADE', previous: 'A', details: { current_limit: 'B' } },
    ],
    [
      'phone_number_name_update',
      { decision: 'REJECTED', rejection_reason: 'R' },
      { change: 'name', status: 'REJECTED', reason: 'R' },
    ],
    ['security', { event: 'PIN_CHANGED' }, { change: 'security', status: 'PIN_CHANGED' }],
    [
      'business_capability_update',
      { max_phone_numbers_per_waba: 2 },
      { change: 'capability', details: { max_phone_numbers_per_waba: 2 } },
    ],
    [
      'business_username_update',
      { status: 'approved', username: 'u' },
      { change: 'username', status: 'approved', details: { username: 'u' } },
    ],
    ['business_username_updates', { status: 'approved', username: 'u' }, { change: 'username', status: 'approved' }],
    ['payment_configuration_update', { status: 'Active' }, { change: 'payment_configuration', status: 'Active' }],
    [
      'partner_solutions',
      { event: 'SOLUTION_UPDATED', solution_status: 'ACTIVE' },
      { change: 'partner_solution', status: 'ACTIVE' },
    ],
    [
      'flows',
      { event: 'E', message: 'M', old_status: 'DRAFT', new_status: 'PUBLISHED' },
      { change: 'flow', status: 'PUBLISHED', previous: 'DRAFT', reason: 'M' },
    ],
    [
      'account_alerts',
      {
        entity_id: '1',
        alert_info: {
          alert_type: 'OBA_APPROVED',
          alert_status: 'NONE',
          alert_description: 'D',
          alert_severity: 'WARNING',
        },
      },
      { change: 'oba_approved', status: 'NONE', reason: 'D', details: { severity: 'WARNING', entityId: '1' } },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } },
      { change: 'account_violation', reason: 'SPAM' },
    ],
    [
      'account_update',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } },
      { change: 'disabled_update', status: 'DISABLE' },
    ],
  ])('is told of %s', (field, value, data) => {
    expect(one(ofAccount(field, value))).toMatchObject({
      type: 'account.updated',
      accountExternalId: WABA,
      occurredAt: new Date(seconds * 1000),
      data: { platform: 'whatsapp', ...data },
    })
  })

  it.each([
    [
      'message_template_status_update',
      { event: 'REJECTED', reason: 'X' },
      { change: 'status', value: 'REJECTED', reason: 'X' },
    ],
    ['message_template_status_update', { event: 'APPROVED', reason: 'NONE' }, { change: 'status', value: 'APPROVED' }],
    [
      'message_template_quality_update',
      { previous_quality_score: 'GREEN', new_quality_score: 'RED' },
      { change: 'quality', value: 'RED', previous: 'GREEN' },
    ],
    [
      'template_category_update',
      { previous_category: 'A', new_category: 'B' },
      { change: 'category', value: 'B', previous: 'A' },
    ],
    [
      'message_template_components_update',
      { message_template_title: 'T' },
      { change: 'components', details: { message_template_title: 'T' } },
    ],
  ])('is told of its templates by %s', (field, value, data) => {
    const template = { message_template_id: 5, message_template_name: 'n', message_template_language: 'en' }
    const event = one(ofAccount(field, { ...template, ...value }))
    expect(event.type).toBe('template.updated')
    expect(event.data).toMatchObject({ templateId: '5', name: 'n', language: 'en', ...data })
    expect(event.data.reason).not.toBe('NONE')
  })

  it('is told again when the same is true again later, and once when it comes twice', () => {
    const key = (time: unknown, at = receivedAt) =>
      one(ofAccount('security', { event: 'PIN_CHANGED' }, time), at).dedupKey
    expect(key(seconds, new Date(0))).toBe(key(seconds))
    expect(key(seconds + 1)).not.toBe(key(seconds))
    expect(key(null, new Date(receivedAt.getTime() + 60_000))).toBe(key(null))
    expect(key(null, new Date(receivedAt.getTime() + 3_600_000))).not.toBe(key(null))
  })

  it('is the number whose settings changed, and the account that a partner is told of', () => {
    const settings = { phone_number_settings: { phone_number_id: NUMBER } }
    expect(one(ofAccount('account_settings_update', settings)).accountExternalId).toBe(NUMBER)
    const partner = { event: 'PARTNER_ADDED', waba_info: { waba_id: '77' } }
    expect(one(ofAccount('account_update', partner)).accountExternalId).toBe('77')
  })

  it('is told of errors that belong to no message, each on its own', () => {
    const errors = [{ code: 130429, title: 'Rate limit hit' }, { code: 131000 }]
    expect(normalise(numbered({ errors }))).toMatchObject([
      { type: 'account.updated', data: { change: 'error', status: '130429', reason: 'Rate limit hit' } },
      { type: 'account.updated', data: { change: 'error', status: '131000' } },
    ])
  })

  it('is told of leads and purchases seen in chats', () => {
    const seen = (event_name: string) =>
      one(numbered({ automatic_events: [{ id: 'wamid.1', event_name, timestamp: seconds, ctwa_clid: 'c' }] }))
    expect(seen('LeadSubmitted')).toMatchObject({ type: 'lead.created', data: { leadId: 'wamid.1', clickId: 'c' } })
    expect(seen('Purchase').data).toMatchObject({ change: 'automatic_event', status: 'Purchase' })
  })

  it('is told who owns a conversation', () => {
    const value = {
      recipient: { phone_number_id: NUMBER },
      sender: { phone_number: PERSON },
      timestamp,
      type: 'control_passed',
      control_passed: { previous_owner_app_role: 'meta_business_agent' },
    }
    expect(one(ofAccount('messaging_handovers', value))).toMatchObject({
      type: 'account.standby',
      accountExternalId: NUMBER,
      data: { action: 'pass', conversationId: PERSON, previousOwnerAppId: 'meta_business_agent' },
    })
  })
})
