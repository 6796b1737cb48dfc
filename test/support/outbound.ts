import type { OutboundContent, OutboundMessage, OutboundType } from '../../src/platforms/outbound.ts'

/** A message to send with everything but its content filled in. */
export function outbound(content: OutboundContent, given: Partial<OutboundMessage> = {}): OutboundMessage {
  return { to: '16505551234', content, idempotencyKey: '0192d4e0-7f3a-7000-8000-000000000001', ...given }
}

const url = 'https://cdn.example/file'

/** One plain message content of every type. */
export const CONTENTS: { readonly [T in OutboundType]: Extract<OutboundContent, { type: T }> } = {
  text: { type: 'text', text: 'Good morning' },
  image: { type: 'image', url },
  video: { type: 'video', url },
  audio: { type: 'audio', url },
  file: { type: 'file', url },
  sticker: { type: 'sticker', url },
  location: { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Office', address: 'Main Street 1' },
  contacts: {
    type: 'contacts',
    contacts: [{ name: 'Ada Lovelace', phones: ['+44 20 1234'], emails: ['ada@example.org'], organisation: 'Engines' }],
  },
  reaction: { type: 'reaction', messageId: 'm_1', emoji: '👍' },
  quick_replies: { type: 'quick_replies', text: 'Which?', replies: [{ title: 'This', payload: 'this' }] },
  buttons: { type: 'buttons', text: 'Which?', buttons: [{ type: 'reply', title: 'This', payload: 'this' }] },
  list: {
    type: 'list',
    text: 'Which?',
    buttonText: 'Choose',
    sections: [{ rows: [{ id: 'a', title: 'This', description: 'The first' }] }],
  },
  carousel: { type: 'carousel', elements: [{ title: 'This', subtitle: 'The first', url }] },
  template: { type: 'template', name: 'order_ready', language: 'en_US' },
  native: { type: 'native', message: { method: 'sendDice' } },
  mark_seen: { type: 'mark_seen', messageId: 'm_1' },
  typing: { type: 'typing', messageId: 'm_1' },
}
