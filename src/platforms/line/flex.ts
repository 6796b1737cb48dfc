import { MAX } from './limits.ts'
import type { Action, Box, Bubble, Component, LineMessage, Text } from './messages.ts'
import { refused, shortened } from './text.ts'

const QUIET = '#888888'

/** A message laid out freely; `altText` is what notifications show. Throws PlatformError when it is too large. */
export function flex(altText: string, bubbles: readonly [Bubble, ...Bubble[]]): LineMessage {
  const [only] = bubbles
  const contents = bubbles.length === 1 ? only : { type: 'carousel' as const, contents: [...bubbles] }
  const size = Buffer.byteLength(JSON.stringify(contents))
  const max = bubbles.length === 1 ? MAX.bubble : MAX.flexCarousel
  if (size > max) throw refused(`The message is too large for LINE: ${size} bytes as a flex message, ${max} allowed.`)
  return { type: 'flex', altText: shortened(altText, MAX.altText), contents }
}

/** Headline, body and a line in grey; buttons below. */
export function bubble(parts: {
  imageUrl?: string | undefined
  headline?: string | undefined
  text?: string | undefined
  components?: readonly Component[]
  footer?: string | undefined
  actions?: readonly Action[]
  tap?: Action | undefined
}): Bubble {
  const { imageUrl, headline, footer, actions = [], tap } = parts
  const body = [
    ...(headline === undefined ? [] : [bold(headline)]),
    ...(parts.text === undefined ? [] : [plain(parts.text)]),
    ...(parts.components ?? []),
    ...(footer === undefined ? [] : [quiet(footer)]),
  ]
  return {
    type: 'bubble',
    ...(imageUrl === undefined
      ? {}
      : {
          hero: {
            type: 'image',
            url: imageUrl,
            size: 'full',
            aspectRatio: '20:13',
            aspectMode: 'cover',
            ...(tap ? { action: tap } : {}),
          },
        }),
    body: { ...stack(body), spacing: 'sm', ...(tap ? { action: tap } : {}) },
    ...(actions.length === 0
      ? {}
      : { footer: stack(actions.map((action) => ({ type: 'button', height: 'sm', action }))) }),
  }
}

export const plain = (text: string): Text => ({ type: 'text', text, wrap: true })
export const bold = (text: string): Text => ({ ...plain(text), weight: 'bold' })
export const quiet = (text: string): Text => ({ ...plain(text), size: 'sm', color: QUIET })

export function stack(contents: Component[]): Box {
  return { type: 'box', layout: 'vertical', contents }
}
