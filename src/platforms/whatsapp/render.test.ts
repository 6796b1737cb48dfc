import { describe, expect, it } from 'vitest'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import type { OutboundContent } from '../outbound.ts'
import { render } from './render.ts'

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: 'Row' }))
const replies = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: 'reply' as const, title: 'This', payload: `${index}` }))
const contact = { name: 'Ada' }

describe('a WhatsApp message', () => {
  it.each([
    ['text of more than 4096 characters', { type: 'text', text: 'ä'.repeat(4097) }, /4096 characters of text/],
    ['an image without an address', { type: 'image' }, /`url` or the `mediaId` of the image/],
    ['an image with two sources', { type: 'image', url: 'https://a.example', mediaId: '1' }, /not both/],
    ['a sticker of LINE', { type: 'sticker', packageId: '1', stickerId: '2' }, /packageId/],
    ['six contacts', { type: 'contacts', contacts: Array(6).fill(contact) }, /at most 5 contacts/],
    ['four buttons', { type: 'buttons', text: 'x', buttons: replies(4) }, /at most 3 reply buttons/],
    [
      'buttons of two kinds',
      { type: 'buttons', text: 'x', buttons: [...replies(1), { type: 'url', title: 'x', url: 'https://a.example' }] },
      /one of type url/,
    ],
    [
      'a long button',
      { type: 'buttons', text: 'x', buttons: [{ type: 'reply', title: 'x'.repeat(21), payload: 'x' }] },
      /20 characters of button title/,
    ],
    [
      'eleven rows over two sections',
      {
        type: 'list',
        text: 'x',
        buttonText: 'x',
        sections: [
          { title: 'a', rows: rows(6) },
          { title: 'b', rows: rows(5) },
        ],
      },
      /at most 10 rows/,
    ],
    [
      'sections without titles',
      { type: 'list', text: 'x', buttonText: 'x', sections: [{ rows: rows(1) }, { rows: rows(1) }] },
      /title for every section/,
    ],
    [
      'rows of the same id',
      { type: 'list', text: 'x', buttonText: 'x', sections: [{ rows: [...rows(1), ...rows(1)] }] },
      /different payloads/,
    ],
    [
      'quick replies with pictures',
      { type: 'quick_replies', text: 'x', replies: [{ title: 'a', payload: 'a', imageUrl: 'https://a.example' }] },
      /imageUrl/,
    ],
    ['a read mark without a message', { type: 'mark_seen' }, /`messageId`/],
    ['an end of typing', { type: 'typing', on: false, messageId: '1' }, /on: false/],
  ] satisfies [string, OutboundContent, RegExp][])('refuses %s', (_name, content, message) => {
    expect(() => render(outbound(content))).toThrow(expect.objectContaining({ kind: 'invalid' }))
    expect(() => render(outbound(content))).toThrow(message)
  })

  it('may only be a template when the window is closed', () => {
    expect(() => render(outbound(CONTENTS.text, { outsideWindow: true, humanAgent: true }))).toThrow(
      expect.objectContaining({ kind: 'window', retryable: false }),
    )
    expect(render(outbound(CONTENTS.template, { outsideWindow: true }))).toMatchObject({ type: 'template' })
  })

  it('goes to a person without a number by id', () => {
    const body = render(outbound(CONTENTS.text, { to: 'US.13491208655302741918' }))
    expect(body).toMatchObject({ recipient: 'US.13491208655302741918', recipient_type: 'individual' })
    expect(body).not.toHaveProperty('to')
  })

  it('takes one button that opens an address', () => {
    const buttons = [{ type: 'url' as const, title: 'Open', url: 'https://a.example' }]
    expect(render(outbound({ ...CONTENTS.buttons, buttons }))).toMatchObject({
      interactive: { type: 'cta_url', action: { parameters: { display_text: 'Open', url: 'https://a.example' } } },
    })
  })
})
