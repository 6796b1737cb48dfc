import type { Case, Parts } from './cases.ts'

const button = { type: 'postback', title: 'Yes', payload: 'YES' }

/** Messages of Instagram and Facebook, and what belongs to them. */
export const messageCases = ({ ids, text, person, generic }: Parts): Case[] => [
  [
    'an unknown field',
    'instagram',
    { method: 'GET', path: `/${ids.ig}`, query: { fields: 'user_id,shoe_size' } },
    '100',
    /nonexisting field \(shoe_size\)/,
  ],
  [
    'a misspelt member of the message',
    'facebook',
    text('facebook', { txt: 'x' }),
    '100',
    /Invalid keys "txt" were found in param "message"/,
  ],
  [
    'a misspelt parameter',
    'instagram',
    text('instagram', { text: 'x' }, { mesage: 1 }),
    '100',
    /Invalid keys "mesage"/,
  ],
  [
    'a quote inside of the message',
    'facebook',
    text('facebook', { text: 'x', reply_to: { mid: 'm' } }),
    '100',
    /Invalid keys "reply_to"/,
  ],
  ['no message', 'facebook', { body: { recipient: person('facebook') } }, '100', /either a message or a sender_action/],
  ['no recipient', 'facebook', { body: { message: { text: 'x' } } }, '100', /parameter recipient is required/],
  ['a message and an action', 'facebook', text('facebook', { text: 'x' }, { sender_action: 'typing_on' }), '100'],
  [
    '1001 bytes of text',
    'instagram',
    text('instagram', { text: `${'é'.repeat(500)}x` }),
    '100',
    /less than or equal to 1000/,
  ],
  [
    '2001 characters of text',
    'facebook',
    text('facebook', { text: 'x'.repeat(2001) }),
    '100',
    /less than or equal to 2000/,
  ],
  [
    'an unsupported attachment',
    'instagram',
    text('instagram', { attachment: { type: 'sticker', payload: { url: 'https://example.com/a' } } }),
    '100',
    /message\[attachment\]/,
  ],
  [
    'a file that is not a PDF',
    'instagram',
    text('instagram', { attachment: { type: 'file', payload: { url: 'https://example.com/a.doc' } } }),
    '100/2018047',
  ],
  [
    'an attachment without an address',
    'facebook',
    text('facebook', { attachment: { type: 'image', payload: {} } }),
    '100',
  ],
  ['eleven elements', 'instagram', text('instagram', generic(Array(11).fill({ title: 'T' }))), '100'],
  ['four buttons', 'facebook', text('facebook', generic([{ title: 'T', buttons: Array(4).fill(button) }])), '100'],
  [
    'a phone button at Instagram',
    'instagram',
    text(
      'instagram',
      generic([{ title: 'T', buttons: [{ type: 'phone_number', title: 'Call', payload: '+15550100' }] }]),
    ),
    '100',
  ],
  [
    'fourteen quick replies',
    'facebook',
    text('facebook', {
      text: 'x',
      quick_replies: Array(14).fill({ content_type: 'text', title: 'T', payload: 'P' }),
    }),
    '100',
  ],
  [
    'a title of 21 characters',
    'facebook',
    text('facebook', { text: 'x', quick_replies: [{ content_type: 'text', title: 'T'.repeat(21), payload: 'P' }] }),
    '100',
  ],
  ['a person nobody knows', 'facebook', { body: { recipient: { id: '5' }, message: { text: 'x' } } }, '100/2018001'],
  [
    "another platform's person",
    'instagram',
    { body: { recipient: person('facebook'), message: { text: 'x' } } },
    '100/2534014',
  ],
  [
    'a wrong messaging_type',
    'facebook',
    text('facebook', { text: 'x' }, { messaging_type: 'REPLY' }),
    '100',
    /messaging_type/,
  ],
  [
    'a tag that was removed',
    'facebook',
    text('facebook', { text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }),
    '100',
    /tag/,
  ],
  ['a tag without its type', 'facebook', text('facebook', { text: 'x' }, { tag: 'HUMAN_AGENT' }), '100'],
  ['a message outside of the window', 'facebook', text('facebook', { text: 'x' }), '10/2018278'],
  ['a message outside of the window, at Instagram', 'instagram', text('instagram', { text: 'x' }), '10/2534022'],
  ['an unknown action', 'instagram', { body: { recipient: person('instagram'), sender_action: 'wave' } }, '100'],
  [
    'a reaction to an unknown message',
    'instagram',
    {
      body: { recipient: person('instagram'), sender_action: 'react', payload: { message_id: 'x', reaction: 'love' } },
    },
    '100/2534002',
  ],
  [
    'an unknown field to subscribe to',
    'instagram',
    { path: `/${ids.ig}/subscribed_apps`, query: { subscribed_fields: 'messages,mesages' } },
    '100',
    /subscribed_fields\[1\]/,
  ],
  ['a comment that does not exist', 'instagram', { path: '/179123/replies', query: { message: 'x' } }, '100/33'],
]
