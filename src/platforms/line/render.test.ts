import { describe, expect, it } from 'vitest'
import { CONTENTS } from '../../../test/platforms/line/contents.ts'
import { PlatformError } from '../error.ts'
import { type MessageContent, render } from './render.ts'

const refusal = (content: MessageContent, quoting: Parameters<typeof render>[1] = {}): string => {
  try {
    render(content, quoting)
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'invalid' && !error.retryable) return error.message
    throw error
  }
  return 'not refused'
}
const named = (name: string): MessageContent => CONTENTS[name] ?? { type: 'text', text: `no content ${name}` }
const text = (units: number): MessageContent => ({ type: 'text', text: '🚚'.repeat(units / 2) })

it('counts a text in UTF-16 units, of which LINE takes 5000', () => {
  expect(render(text(5000))).toMatchObject({ type: 'text' })
  expect(refusal(text(5002))).toMatch(/5002 characters \(UTF-16 units\); LINE takes 5000/)
})

it('counts labels as a reader does', () => {
  const reply = (title: string): MessageContent => ({
    type: 'quick_replies',
    text: 'Who?',
    replies: [{ title, payload: 'p' }],
  })
  expect(render(reply(`${'👨‍👩‍👧'.repeat(4)}1234567890123456`))).toMatchObject({ type: 'text' })
  expect(refusal(reply('123456789012345678901'))).toMatch(/has 21 characters; LINE takes 20/)
})

it('quotes with the token, in texts and stickers', () => {
  expect(render(named('text'), { replyTo: '1', quoteToken: 'q' })).toMatchObject({ type: 'text', quoteToken: 'q' })
  expect(render(named('sticker'), { quoteToken: 'q' })).toMatchObject({ type: 'sticker', quoteToken: 'q' })
  expect(render({ type: 'native', message: { type: 'textV2', text: 'hi' } }, { quoteToken: 'q' })).toEqual({
    type: 'textV2',
    text: 'hi',
    quoteToken: 'q',
  })
  expect(refusal(named('image'), { quoteToken: 'q' })).toMatch(/only a text or a sticker/)
  expect(refusal(named('text'), { replyTo: '1' })).toMatch(/quoteToken/)
})

it('uses the picture itself as its preview when there is no smaller one', () => {
  expect(render(named('image'))).toEqual({
    type: 'image',
    originalContentUrl: 'https://example.com/a.jpg',
    previewImageUrl: 'https://example.com/a.jpg',
  })
  expect(render(named('imageWithPreview'))).toMatchObject({ previewImageUrl: 'https://example.com/small.jpg' })
})

it('shows the coordinates of a place without name and address', () => {
  expect(render(named('bareLocation'))).toMatchObject({ title: '-33.86, 151.21', address: '-33.86, 151.21' })
})

it('comes back as a postback, and shows in the chat what was tapped', () => {
  expect(render(named('quickReplies'))).toMatchObject({
    quickReply: {
      items: [
        { type: 'action', action: { type: 'postback', label: 'Small', data: 'size=s', displayText: 'Small' } },
        { imageUrl: 'https://example.com/l.png' },
      ],
    },
  })
})

describe('buttons', () => {
  it('are a template where they fit one', () => {
    expect(render(named('buttons'))).toEqual({
      type: 'template',
      altText: 'Order 1042: What next?',
      template: {
        type: 'buttons',
        title: 'Order 1042',
        text: 'What next?',
        actions: [
          { type: 'postback', label: 'Cancel', data: 'cancel=1042', displayText: 'Cancel' },
          { type: 'uri', label: 'Track', uri: 'https://example.com/track?id=1042' },
          { type: 'uri', label: 'Call us', uri: 'tel:+81312345678' },
        ],
      },
    })
  })

  it('are a confirmation when the text of two is a little too long', () => {
    expect(render(named('confirm'))).toMatchObject({ template: { type: 'confirm', actions: [{}, {}] } })
  })

  it('are a flex message when a template cannot hold them', () => {
    expect(render(named('longButtons'))).toMatchObject({
      type: 'flex',
      altText: expect.stringMatching(/^Terms: x{1492}…$/),
      contents: { type: 'bubble', footer: { contents: [{ type: 'button' }] } },
    })
  })

  it('have to dial something, open something, and say little enough', () => {
    const one = (button: Extract<MessageContent, { type: 'buttons' }>['buttons'][number]): MessageContent => ({
      type: 'buttons',
      text: 'x',
      buttons: [button],
    })
    expect(refusal(one({ type: 'call', title: 'Call', phone: 'reception' }))).toMatch(/not a telephone number/)
    expect(refusal(one({ type: 'url', title: 'Open', url: 'ftp://example.com' }))).toMatch(/http, https, line or tel/)
    expect(refusal(one({ type: 'reply', title: 'x'.repeat(41), payload: 'p' }))).toMatch(/41 characters/)
    expect(refusal(one({ type: 'reply', title: 'x', payload: 'p'.repeat(301) }))).toMatch(/payload of "x" has 301/)
  })
})

it('shows every row of a list, each with its payload', () => {
  const message = JSON.stringify(render(named('list')))
  for (const shown of ['Menu', 'Choose a dish', 'Noodles', 'Soba', 'Cold, with a dip', 'Rice', 'Served until ten'])
    expect(message).toContain(`"text":"${shown}"`)
  expect(message).toContain('"data":"dish=1"')
  expect(message).toContain('"data":"dish=2"')
})

it('refuses a list that is too large for one message', () => {
  const rows = Array.from({ length: 10 }, (_, i) => ({
    id: 'x'.repeat(200),
    title: `Row ${i}`,
    description: 'y'.repeat(72),
  }))
  const sections = Array.from({ length: 10 }, () => ({ rows }))
  expect(refusal({ type: 'list', text: 'All', buttonText: 'Open', sections })).toMatch(/too large for LINE: \d+ bytes/)
})

describe('a carousel', () => {
  it('is a template when all its columns are alike', () => {
    expect(render(named('carousel'))).toMatchObject({
      altText: 'Two offers',
      template: {
        type: 'carousel',
        columns: [{ title: 'Tea', text: 'Freshly made', defaultAction: { type: 'uri' } }, { title: 'Coffee' }],
      },
    })
  })

  it('is a flex message when they differ, which LINE refuses in a template', () => {
    const order = { type: 'reply', title: 'Order', payload: 'o' } as const
    const elements = [
      { title: 'Tea', buttons: [order] },
      { title: 'Coffee', buttons: [order, { ...order, title: 'Ask' }] },
    ]
    expect(render({ type: 'carousel', elements })).toMatchObject({ type: 'flex' })
    expect(render({ type: 'carousel', elements: elements.slice(1) })).toMatchObject({ type: 'template' })
    expect(render(named('unevenCarousel'))).toMatchObject({
      type: 'flex',
      altText: 'Tea, Coffee',
      contents: { type: 'carousel', contents: [{ hero: { type: 'image' } }, { footer: { type: 'box' } }] },
    })
  })
})

describe('what LINE lacks is refused, with what to do instead', () => {
  it.each<[string, MessageContent, RegExp]>([
    ['files', { type: 'file', url: 'https://example.com/a.pdf' }, /cannot send files.*address/],
    ['contacts', { type: 'contacts', contacts: [{ name: 'Ann' }] }, /no contact cards/],
    ['reactions', { type: 'reaction', messageId: '1', emoji: '👍' }, /cannot react/],
    ['templates', { type: 'template', name: 'hello', language: 'en' }, /WhatsApp/],
    ['captions', { type: 'image', url: 'https://example.com/a.jpg', caption: 'Hi' }, /no caption/],
    ['uploaded media', { type: 'audio', mediaId: '1', durationMs: 1 }, /not a mediaId/],
    ['plain http', { type: 'image', url: 'http://example.com/a.jpg' }, /https/],
    ['plain http for sound', { type: 'audio', url: 'http://example.com/a.m4a', durationMs: 1 }, /https/],
    ['an image from nowhere', { type: 'image' }, /needs the https address/],
    ['a video without a still', { type: 'video', url: 'https://example.com/a.mp4' }, /previewUrl/],
    ['audio of unknown length', { type: 'audio', url: 'https://example.com/a.m4a' }, /durationMs/],
    ['stickers of others', { type: 'sticker', url: 'https://example.com/a.webp' }, /packageId and stickerId/],
    ['long places', { type: 'location', latitude: 1, longitude: 1, name: 'x'.repeat(101) }, /LINE takes 100/],
    ['an unknown message object', { type: 'native', message: { type: 'poll' } }, /must be one of: text/],
    ['an inherited name', { type: 'native', message: { type: 'constructor' } }, /must be one of/],
    ['half a message object', { type: 'native', message: { type: 'flex', contents: {} } }, /LINE flex message/],
    [
      'a message object over insecure http',
      { type: 'native', message: { type: 'image', originalContentUrl: 'http://a', previewImageUrl: 'https://a' } },
      /originalContentUrl/,
    ],
  ])('%s', (_, content, expected) => {
    expect(refusal(content)).toMatch(expected)
  })
})

it('passes a message object through as it is', () => {
  const content = named('raw')
  expect(content.type === 'native' && render(content)).toBe(content.type === 'native' && content.message)
})
