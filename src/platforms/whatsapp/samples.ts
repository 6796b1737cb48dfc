import { createSamples, type Parts, type SampleMaker } from '../meta/sample-parts.ts'
import { ACCOUNT_SAMPLES } from './account-samples.ts'
import { MESSAGE_SAMPLES } from './message-samples.ts'
import {
  about,
  DIALECT,
  groupId,
  idsOfPerson,
  messageItem,
  nextSecond,
  number,
  numberBody,
  PHONE,
  status,
  statusItem,
  WABA,
} from './sample-parts.ts'

const paid = (parts: Parts) => ({
  conversation: { id: parts.mid(), origin: { type: 'utility' } },
  pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
})

const groupStatus = (parts: Parts, name: string) => {
  const { phone, userId } = idsOfPerson(parts)
  return statusItem(parts, name, {
    recipient_id: groupId(parts),
    recipient_type: 'group',
    recipient_user_id: undefined,
    recipient_participant_id: phone,
    recipient_participant_user_id: userId,
  })
}

const callItem = (parts: Parts, event: string, members: object) => ({
  id: `wacid.${parts.mid().slice(6)}`,
  event,
  timestamp: String(nextSecond()),
  ...members,
})

const inbound = (parts: Parts) => ({
  from: idsOfPerson(parts).phone ?? parts.person.id,
  to: PHONE,
  direction: 'USER_INITIATED',
})

const outbound = (parts: Parts) => ({
  from: PHONE,
  to: idsOfPerson(parts).phone ?? parts.person.id,
  direction: 'BUSINESS_INITIATED',
})

const groupChange = (field: string, type: string, members: (parts: Parts) => object) =>
  number(field, (parts) => ({
    groups: [{ timestamp: String(nextSecond()), group_id: groupId(parts), type, ...members(parts) }],
  }))

const preference = (value: string) =>
  about('user_preferences', (parts) => {
    const { phone, userId } = idsOfPerson(parts)
    const wish = { wa_id: phone, user_id: userId, category: 'marketing_messages', value, timestamp: nextSecond() }
    return { user_preferences: [wish] }
  })

const threads = (parts: Parts) => {
  const phone = idsOfPerson(parts).phone ?? parts.person.id
  const said = (from: string, body: string) => ({
    from,
    id: parts.mid(),
    timestamp: String(nextSecond() - 86_400),
    type: 'text',
    text: { body },
    history_context: { status: 'READ' },
  })
  return [{ id: phone, messages: [said(phone, parts.text('Do you open on Sunday?')), said(PHONE, 'From noon.')] }]
}

const OTHER_SAMPLES: Readonly<Record<string, SampleMaker>> = {
  sent: status('sent', paid),
  delivered: status('delivered', paid),
  read: status('read'),
  played: status('played'),
  failed: status('failed', () => ({
    errors: [
      { code: 131026, title: 'Message undeliverable', error_data: { details: 'The number cannot receive it.' } },
    ],
  })),
  'delivered-group': about('messages', (parts) => ({
    statuses: [groupStatus(parts, 'delivered')],
  })),
  'read-group': about('messages', (parts) => ({
    statuses: [groupStatus(parts, 'read')],
  })),
  payment: status('captured', (parts) => ({
    type: 'payment',
    payment: { reference_id: parts.objectId(), amount: { value: 2150, offset: 100 }, currency: 'BRL' },
  })),
  calls: about('calls', (parts) => ({ calls: [callItem(parts, 'connect', inbound(parts))] })),
  call: about('calls', (parts) => ({ calls: [callItem(parts, 'connect', inbound(parts))] })),
  'call-outbound': about('calls', (parts) => ({
    calls: [callItem(parts, 'connect', outbound(parts))],
  })),
  'call-ended': about('calls', (parts) => {
    const end = nextSecond()
    const times = { start_time: String(end - 90), end_time: String(end), duration: 90 }
    return { calls: [callItem(parts, 'terminate', { ...inbound(parts), status: 'COMPLETED', ...times })] }
  }),
  'call-ringing': about('calls', (parts) => ({
    statuses: [statusItem(parts, 'RINGING', { type: 'call' })],
  })),
  group_lifecycle_update: groupChange('group_lifecycle_update', 'group_create', (parts) => ({
    subject: parts.text('Neighbours'),
    invite_link: 'https://chat.whatsapp.com/example',
  })),
  'group-deleted': groupChange('group_lifecycle_update', 'group_delete', () => ({})),
  'group-failed': groupChange('group_lifecycle_update', 'group_create', () => ({
    errors: [{ code: 131215, title: 'Not eligible', error_data: { details: 'Groups are not available.' } }],
  })),
  group_participants_update: groupChange('group_participants_update', 'group_participants_add', (parts) => ({
    reason: 'invite_link',
    added_participants: [memberOf(parts)],
  })),
  'group-left': groupChange('group_participants_update', 'group_participants_remove', (parts) => ({
    removed_participants: [memberOf(parts)],
    initiated_by: 'participant',
  })),
  'group-join-request': groupChange('group_participants_update', 'group_join_request_created', (parts) => ({
    join_request_id: parts.objectId(),
    ...memberOf(parts),
  })),
  group_settings_update: groupChange('group_settings_update', 'group_settings_update', (parts) => ({
    group_subject: { text: parts.text('Neighbours'), update_successful: true },
  })),
  group_status_update: groupChange('group_status_update', 'group_suspend', () => ({})),
  user_preferences: preference('stop'),
  'preference-resume': preference('resume'),
  user_id_update: about('user_id_update', (parts) => {
    const { phone, userId } = idsOfPerson(parts)
    const change = { previous: 'US.10000000000000000000', current: userId ?? 'US.10000000000000000001' }
    return { user_id_update: [{ wa_id: phone, user_id: change, timestamp: String(nextSecond()) }] }
  }),
  smb_app_state_sync: number('smb_app_state_sync', (parts) => {
    const contact = {
      full_name: 'John Doe',
      first_name: 'John',
      phone_number: idsOfPerson(parts).phone ?? '15550100123',
    }
    return {
      state_sync: [{ type: 'contact', contact, action: 'add', metadata: { timestamp: String(nextSecond()) } }],
    }
  }),
  history: number('history', (parts) => ({
    history: [{ metadata: { phase: 0, chunk_order: 1, progress: 40 }, threads: threads(parts) }],
  })),
  'history-file': number('history', (parts) => ({
    messages: [messageItem(parts, 'image', { image: { id: parts.objectId(), mime_type: 'image/jpeg' } })],
  })),
  automatic_events: number('automatic_events', (parts) => ({
    automatic_events: [
      { id: parts.mid(), event_name: 'LeadSubmitted', timestamp: nextSecond(), ctwa_clid: parts.mid() },
    ],
  })),
  messaging_handovers: (parts) => ({
    object: parts.object,
    entry: [
      {
        id: WABA,
        time: nextSecond(),
        changes: [
          {
            field: 'messaging_handovers',
            value: {
              messaging_product: 'whatsapp',
              recipient: { display_phone_number: PHONE, phone_number_id: parts.account },
              sender: { phone_number: idsOfPerson(parts).phone ?? parts.person.id },
              timestamp: String(nextSecond()),
              type: 'control_passed',
              control_passed: { previous_owner_app_role: 'meta_business_agent' },
            },
          },
        ],
      },
    ],
  }),
  batch: (parts) => {
    const texts = ['First', 'Second'].map((body) => messageItem(parts, 'text', { text: { body } }))
    const other = { ...parts, account: `${parts.account}9` }
    return {
      object: parts.object,
      entry: [
        ...numberBody(parts, 'messages', { messages: texts }).entry,
        ...numberBody(other, 'messages', { statuses: [statusItem(parts, 'delivered')] }).entry,
      ],
    }
  },
}

function memberOf(parts: Parts) {
  const { phone, userId } = idsOfPerson(parts)
  return { wa_id: phone, user_id: userId }
}

const { samples, sample } = createSamples({ ...MESSAGE_SAMPLES, ...OTHER_SAMPLES, ...ACCOUNT_SAMPLES }, DIALECT)

/** The kinds of made-up events. */
export const SAMPLES = samples

/** A body of that kind as WhatsApp would send it, with fresh ids, or undefined for an unknown kind. */
export { sample }
