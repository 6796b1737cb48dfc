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

const groupChange = (description: string, field: string, type: string, members: (parts: Parts) => object) =>
  number(description, field, (parts) => ({
    groups: [{ timestamp: String(nextSecond()), group_id: groupId(parts), type, ...members(parts) }],
  }))

const preference = (description: string, value: string) =>
  about(description, 'user_preferences', (parts) => {
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
  sent: status('A message is on its way.', 'sent', paid),
  delivered: status('A message arrived.', 'delivered', paid),
  read: status('A message was read.', 'read'),
  played: status('A voice message was played.', 'played'),
  failed: status('A message could not be delivered.', 'failed', () => ({
    errors: [
      { code: 131026, title: 'Message undeliverable', error_data: { details: 'The number cannot receive it.' } },
    ],
  })),
  'delivered-group': about('A message arrived at one member of a group.', 'messages', (parts) => ({
    statuses: [groupStatus(parts, 'delivered')],
  })),
  'read-group': about('A member of a group read a message.', 'messages', (parts) => ({
    statuses: [groupStatus(parts, 'read')],
  })),
  payment: status('A payment was made.', 'captured', (parts) => ({
    type: 'payment',
    payment: { reference_id: parts.objectId(), amount: { value: 2150, offset: 100 }, currency: 'BRL' },
  })),
  calls: about('A person calls.', 'calls', (parts) => ({ calls: [callItem(parts, 'connect', inbound(parts))] })),
  call: about('A person calls.', 'calls', (parts) => ({ calls: [callItem(parts, 'connect', inbound(parts))] })),
  'call-outbound': about('The account calls.', 'calls', (parts) => ({
    calls: [callItem(parts, 'connect', outbound(parts))],
  })),
  'call-ended': about('A call ended.', 'calls', (parts) => {
    const end = nextSecond()
    const times = { start_time: String(end - 90), end_time: String(end), duration: 90 }
    return { calls: [callItem(parts, 'terminate', { ...inbound(parts), status: 'COMPLETED', ...times })] }
  }),
  'call-ringing': about('A call of the account rings.', 'calls', (parts) => ({
    statuses: [statusItem(parts, 'RINGING', { type: 'call' })],
  })),
  group_lifecycle_update: groupChange('A group was made.', 'group_lifecycle_update', 'group_create', (parts) => ({
    subject: parts.text('Neighbours'),
    invite_link: 'https://chat.whatsapp.com/example',
  })),
  'group-deleted': groupChange('A group was removed.', 'group_lifecycle_update', 'group_delete', () => ({})),
  'group-failed': groupChange('A group could not be made.', 'group_lifecycle_update', 'group_create', () => ({
    errors: [{ code: 131215, title: 'Not eligible', error_data: { details: 'Groups are not available.' } }],
  })),
  group_participants_update: groupChange(
    'Somebody came into a group.',
    'group_participants_update',
    'group_participants_add',
    (parts) => ({ reason: 'invite_link', added_participants: [memberOf(parts)] }),
  ),
  'group-left': groupChange(
    'Somebody left a group.',
    'group_participants_update',
    'group_participants_remove',
    (parts) => ({ removed_participants: [memberOf(parts)], initiated_by: 'participant' }),
  ),
  'group-join-request': groupChange(
    'Somebody asks to come into a group.',
    'group_participants_update',
    'group_join_request_created',
    (parts) => ({ join_request_id: parts.objectId(), ...memberOf(parts) }),
  ),
  group_settings_update: groupChange(
    'A group has a new name.',
    'group_settings_update',
    'group_settings_update',
    (parts) => ({ group_subject: { text: parts.text('Neighbours'), update_successful: true } }),
  ),
  group_status_update: groupChange('A group was suspended.', 'group_status_update', 'group_suspend', () => ({})),
  user_preferences: preference('A person no longer wants marketing messages.', 'stop'),
  'preference-resume': preference('A person wants marketing messages again.', 'resume'),
  user_id_update: about('A person has a new id.', 'user_id_update', (parts) => {
    const { phone, userId } = idsOfPerson(parts)
    const change = { previous: 'US.10000000000000000000', current: userId ?? 'US.10000000000000000001' }
    return { user_id_update: [{ wa_id: phone, user_id: change, timestamp: String(nextSecond()) }] }
  }),
  smb_app_state_sync: number('A contact was put into the address book.', 'smb_app_state_sync', (parts) => {
    const contact = {
      full_name: 'John Doe',
      first_name: 'John',
      phone_number: idsOfPerson(parts).phone ?? '15550100123',
    }
    return {
      state_sync: [{ type: 'contact', contact, action: 'add', metadata: { timestamp: String(nextSecond()) } }],
    }
  }),
  history: number('Messages from before the phone was connected.', 'history', (parts) => ({
    history: [{ metadata: { phase: 0, chunk_order: 1, progress: 40 }, threads: threads(parts) }],
  })),
  'history-file': number('The file of a message of the history.', 'history', (parts) => ({
    messages: [messageItem(parts, 'image', { image: { id: parts.objectId(), mime_type: 'image/jpeg' } })],
  })),
  automatic_events: number('The platform saw a lead in a chat.', 'automatic_events', (parts) => ({
    automatic_events: [
      { id: parts.mid(), event_name: 'LeadSubmitted', timestamp: nextSecond(), ctwa_clid: parts.mid() },
    ],
  })),
  messaging_handovers: {
    description: 'A conversation was handed to this application.',
    make: (parts) => ({
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
  },
  batch: {
    description: 'Messages and a receipt of two numbers in one body.',
    make: (parts) => {
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
