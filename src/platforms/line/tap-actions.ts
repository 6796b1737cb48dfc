import type { Content } from '../checks.ts'
import { MAX } from './limits.ts'
import type { Action } from './messages.ts'
import { atMost, atMostShown, refused, shortened } from './text.ts'

export type Button = Content<'buttons'>['buttons'][number]

/**
 * What a tap does; `label` is what the button shows, at most `maxLabel` characters.
 * @throws PlatformError when LINE would not take it.
 */
export function actionOf(button: Button, maxLabel: number): Action {
  const label = atMostShown(maxLabel, `The button "${shortened(button.title, 60)}"`, button.title)
  switch (button.type) {
    case 'reply':
      return postback(label, button.payload)
    case 'url':
      return opens(label, button.url)
    case 'call':
      return opens(label, `tel:${dialled(button.phone)}`)
  }
}

/** A tap that comes back as `message.postback`, and shows in the chat what was tapped. */
export function postback(label: string, payload: string): Action {
  return {
    type: 'postback',
    label,
    data: atMost(MAX.data, `The payload of "${label}"`, payload),
    displayText: label,
  }
}

/** A tap that opens an address. */
export function opens(label: string, uri: string): Action {
  if (!/^(https?|line|tel):/i.test(uri)) throw refused(`"${label}" must open an http, https, line or tel address.`)
  return { type: 'uri', label, uri: atMost(MAX.actionUrl, `The address of "${label}"`, uri) }
}

function dialled(phone: string): string {
  const digits = phone.replace(/[^+\d]/g, '')
  if (!/^\+?\d{3,}$/.test(digits)) throw refused(`"${phone}" is not a telephone number.`)
  return digits
}
