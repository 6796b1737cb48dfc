import { describe, expect, it } from 'vitest'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import { render as facebook } from '../facebook/render.ts'
import { render as instagram } from '../instagram/render.ts'
import type { OutboundContent } from '../outbound.ts'

const to = '42'
const url = 'https://cdn.example/file'
const button = (title: string) => ({ type: 'reply' as const, title, payload: 'p' })

describe('a message to Messenger', () => {
  it('is a response', () => {
    expect(facebook(outbound(CONTENTS.text, { to }))).toEqual({
      recipient: { id: '42' },
      messaging_type: 'RESPONSE',
      message: { text: 'Good morning' },
    })
  })

  it('quotes another one', () => {
    expect(facebook(outbound(CONTENTS.text, { to, replyTo: 'm_0' }))).toMatchObject({ reply_to: { mid: 'm_0' } })
  })

  it('carries a file by address or by id', () => {
    expect(facebook(outbound(CONTENTS.image)).message).toEqual({ attachment: { type: 'image', payload: { url } } })
    expect(facebook(outbound({ type: 'video', mediaId: '9' })).message).toEqual({
      attachment: { type: 'video', payload: { attachment_id: '9' } },
    })
  })

  it('has quick replies with pictures', () => {
    const replies = [{ title: 'Red', payload: 'red', imageUrl: url }]
    expect(facebook(outbound({ ...CONTENTS.quick_replies, replies })).message).toEqual({
      text: 'Which?',
      quick_replies: [{ content_type: 'text', title: 'Red', payload: 'red', image_url: url }],
    })
  })

  it('has buttons of three kinds', () => {
    const buttons = [
      button('This'),
      { type: 'url' as const, title: 'Open', url },
      { type: 'call' as const, title: 'Call', phone: '+1 (555) 0' },
    ]
    expect(facebook(outbound({ ...CONTENTS.buttons, buttons })).message).toEqual({
      attachment: {
        type: 'template',
        payload: {
          template_type: 'button',
          text: 'Which?',
          buttons: [
            { type: 'postback', title: 'This', payload: 'p' },
            { type: 'web_url', title: 'Open', url },
            { type: 'phone_number', title: 'Call', payload: '+15550' },
          ],
        },
      },
    })
  })

  it('has cards side by side', () => {
    const elements = [{ title: 'A', subtitle: 'B', imageUrl: url, url, buttons: [button('This')] }]
    expect(facebook(outbound({ type: 'carousel', elements })).message).toEqual({
      attachment: {
        type: 'template',
        payload: {
          template_type: 'generic',
          elements: [
            {
              title: 'A',
              subtitle: 'B',
              image_url: url,
              default_action: { type: 'web_url', url },
              buttons: [{ type: 'postback', title: 'This', payload: 'p' }],
            },
          ],
        },
      },
    })
  })

  it('reacts, takes it back, reads and types', () => {
    const recipient = { id: '42' }
    const reaction = { message_id: 'm_1' }
    expect(facebook(outbound(CONTENTS.reaction, { to }))).toEqual({
      recipient,
      sender_action: 'react',
      payload: { ...reaction, reaction: '👍' },
    })
    expect(facebook(outbound({ ...CONTENTS.reaction, emoji: null }, { to }))).toEqual({
      recipient,
      sender_action: 'unreact',
      payload: reaction,
    })
    expect(facebook(outbound(CONTENTS.mark_seen, { to }))).toEqual({ recipient, sender_action: 'mark_seen' })
    expect(facebook(outbound(CONTENTS.typing, { to }))).toEqual({ recipient, sender_action: 'typing_on' })
    expect(facebook(outbound({ type: 'typing', on: false }, { to }))).toEqual({
      recipient,
      sender_action: 'typing_off',
    })
  })
})

describe('a message to Instagram', () => {
  it('is plain', () => {
    expect(instagram(outbound(CONTENTS.text, { to }))).toEqual({
      recipient: { id: '42' },
      message: { text: 'Good morning' },
    })
  })

  it('counts its text in bytes', () => {
    expect(() => instagram(outbound({ type: 'text', text: 'ä'.repeat(501) }))).toThrow(
      /1000 bytes of text; this has 1002/,
    )
    expect(() => instagram(outbound({ type: 'text', text: 'ä'.repeat(500) }))).not.toThrow()
  })

  it('loves by the word', () => {
    expect(instagram(outbound({ ...CONTENTS.reaction, emoji: '❤️' })).payload).toEqual({
      message_id: 'm_1',
      reaction: 'love',
    })
  })

  it('has one sticker', () => {
    expect(instagram(outbound({ type: 'sticker', stickerId: 'like_heart' })).message).toEqual({
      attachment: { type: 'like_heart' },
    })
  })
})

describe.each([
  ['instagram', instagram],
  ['facebook', facebook],
] as const)('outside the window on %s', (_platform, render) => {
  it('only a person may write, with the tag', () => {
    expect(() => render(outbound(CONTENTS.text, { outsideWindow: true }))).toThrow(
      expect.objectContaining({ kind: 'window', retryable: false }),
    )
    expect(render(outbound(CONTENTS.text, { outsideWindow: true, humanAgent: true }))).toMatchObject({
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
    })
  })
})

describe('what is refused before it is sent', () => {
  it.each([
    ['a long text', facebook, { type: 'text', text: 'x'.repeat(2001) }, /2000 characters/],
    ['an image from nowhere', facebook, { type: 'image' }, /`url` or the `mediaId`/],
    ['an image from nowhere', instagram, { type: 'image' }, /`url` of the image/],
    ['an uploaded image', instagram, { type: 'image', mediaId: '1' }, /`mediaId`/],
    ['a caption', facebook, { ...CONTENTS.image, caption: 'x' }, /`caption`/],
    ['another sticker', instagram, { type: 'sticker', stickerId: '7' }, /like_heart/],
    ['a place', instagram, CONTENTS.location, /no messages of type location/],
    ['a template of WhatsApp', facebook, CONTENTS.template, /no messages of type template/],
    ['a long title', facebook, { ...CONTENTS.buttons, buttons: [button('x'.repeat(21))] }, /20 characters of button/],
    ['four buttons', facebook, { ...CONTENTS.buttons, buttons: Array(4).fill(button('x')) }, /at most 3 buttons/],
    [
      'a calling button',
      instagram,
      { ...CONTENTS.buttons, buttons: [{ type: 'call', title: 'Call', phone: '1' }] },
      /buttons that call/,
    ],
    [
      'a number without its country',
      facebook,
      { ...CONTENTS.buttons, buttons: [{ type: 'call', title: 'Call', phone: '0555 1' }] },
      /country code/,
    ],
    ['a bare card', facebook, { type: 'carousel', elements: [{ title: 'A' }] }, /more than a title/],
    [
      'a quick reply with a picture',
      instagram,
      { ...CONTENTS.quick_replies, replies: [{ title: 'A', payload: 'a', imageUrl: url }] },
      /imageUrl/,
    ],
  ] satisfies [string, typeof facebook, OutboundContent, RegExp][])('is %s', (_name, render, content, message) => {
    expect(() => render(outbound(content))).toThrow(message)
    expect(() => render(outbound(content))).toThrow(expect.objectContaining({ kind: 'invalid' }))
  })
})
