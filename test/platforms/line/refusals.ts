import type { Question } from '../ask.ts'

/** A request that must be refused, with the status, and the message or the property that is named. */
type LineCase = readonly [name: string, question: Question, status: number, words: RegExp]

export const KEY = '123e4567-e89b-12d3-a456-426614174000'
export const path = (name: string) => `/v2/bot/message/${name}`
export const text = { type: 'text', text: 'Hello' }
/** A push of one message. */
export const push = (to: string, message: object, more: object = {}): Question => ({
  method: 'POST',
  path: path('push'),
  body: { to, messages: [message], ...more },
})
const https = 'https://example.com/a.jpg'
const template = (to: string, content: object) => push(to, { type: 'template', altText: 'A choice', template: content })

/** What LINE says no to, asked for this person. */
export const lineCases = (person: string): LineCase[] => [
  ['no token', { path: '/v2/bot/info', headers: { authorization: '' } }, 401, /Authentication failed/],
  ['an unknown token', { path: '/v2/bot/info', headers: { authorization: 'Bearer x' } }, 401, /Authentication failed/],
  ['an unknown path', { method: 'POST', path: path('pusch'), body: {} }, 404, /Not found/],
  ['a wrong method', { path: path('push') }, 404, /Not found/],
  ['a body that is no JSON', { method: 'POST', path: path('push'), body: 'to=x' }, 400, /parsed/],
  ['no messages', push(person, text, { messages: [] }), 400, /messages/],
  ['six messages', push(person, text, { messages: Array(6).fill(text) }), 400, /messages/],
  ['an unknown member', push(person, { ...text, txt: 'x' }), 400, /messages\[0\].txt/],
  ['a misspelt parameter', push(person, text, { notificationDisable: true }), 400, /notificationDisable/],
  ['an unknown type', push(person, { type: 'poll' }), 400, /messages\[0\]/],
  ['a text that is missing', push(person, { type: 'text' }), 400, /messages\[0\].text/],
  ['an empty text', push(person, { type: 'text', text: '' }), 400, /May not be empty/],
  ['5001 characters', push(person, { type: 'text', text: 'x'.repeat(5001) }), 400, /messages\[0\].text/],
  ['2501 emoji, which count twice', push(person, { type: 'text', text: '😀'.repeat(2501) }), 400, /messages\[0\].text/],
  [
    'a picture without https',
    push(person, { type: 'image', originalContentUrl: 'http://example.com/a', previewImageUrl: https }),
    400,
    /originalContentUrl/,
  ],
  ['a picture without a small one', push(person, { type: 'image', originalContentUrl: https }), 400, /previewImageUrl/],
  ['a sound without its length', push(person, { type: 'audio', originalContentUrl: https }), 400, /duration/],
  [
    'five buttons',
    template(person, {
      type: 'buttons',
      text: 'x',
      actions: Array(5).fill({ type: 'message', label: 'A', text: 'A' }),
    }),
    400,
    /template.actions/,
  ],
  ['an unknown template', template(person, { type: 'list', text: 'x' }), 400, /template/],
  [
    'fourteen quick replies',
    push(person, {
      ...text,
      quickReply: { items: Array(14).fill({ type: 'action', action: { type: 'message', label: 'A', text: 'A' } }) },
    }),
    400,
    /quickReply.items/,
  ],
  [
    'an unknown flex container',
    push(person, { type: 'flex', altText: 'x', contents: { type: 'box' } }),
    400,
    /contents/,
  ],
  ['a recipient that is none', push(person, text, { to: 'ada' }), 400, /'to'/],
  ['a person who is no friend', push(person, text, { to: `U${'f'.repeat(32)}` }), 400, /Failed to send/],
  [
    'a retry key that is no UUID',
    { ...push(person, text), headers: { 'x-line-retry-key': 'again' } },
    400,
    /retry key/,
  ],
  [
    'a retry key on a reply',
    {
      method: 'POST',
      path: path('reply'),
      body: { replyToken: 'x', messages: [text] },
      headers: { 'x-line-retry-key': KEY },
    },
    400,
    /retry key/,
  ],
  [
    'a reply token that was never given out',
    { method: 'POST', path: path('reply'), body: { replyToken: 'x', messages: [text] } },
    400,
    /Invalid reply token/,
  ],
  [
    'a multicast to a group',
    { method: 'POST', path: path('multicast'), body: { to: [`C${'f'.repeat(32)}`], messages: [text] } },
    400,
    /'to'/,
  ],
  ['the profile of a stranger', { path: `/v2/bot/profile/U${'f'.repeat(32)}` }, 404, /Not found/],
  ['a member of an unknown group', { path: `/v2/bot/group/C${'f'.repeat(32)}/member/${person}` }, 404, /Not found/],
  ['the content of an unknown message', { path: path('4711/content') }, 404, /Not found/],
  [
    'a callback without https',
    { method: 'PUT', path: '/v2/bot/channel/webhook/endpoint', body: { endpoint: 'http://example.com/' } },
    400,
    /endpoint/,
  ],
  [
    'a loading animation of 61 seconds',
    { method: 'POST', path: '/v2/bot/chat/loading/start', body: { chatId: person, loadingSeconds: 61 } },
    400,
    /loadingSeconds/,
  ],
  [
    'an unknown read token',
    { method: 'POST', path: '/v2/bot/chat/markAsRead', body: { markAsReadToken: 'x' } },
    400,
    /markAsReadToken/,
  ],
]
