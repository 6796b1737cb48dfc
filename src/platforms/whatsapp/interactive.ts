import type { Checks, Content } from '../checks.ts'
import type { JsonRecord } from '../json.ts'

const MAX_BODY = 1024
const MAX_TITLE = 20
const MAX_BUTTONS = 3
const MAX_ROWS = 10
const MAX_REPLY_ID = 256

interface Frame {
  readonly text: string
  readonly header?: string
  readonly footer?: string
}

/** WhatsApp has no quick replies of its own; reply buttons do the same, for at most three. */
export function quickReplies({ text, replies }: Content<'quick_replies'>, checks: Checks): JsonRecord {
  for (const { imageUrl } of replies) checks.absent({ imageUrl })
  return replyButtons({ text }, replies, checks)
}

/** Reply buttons, or one button that opens an address. */
export function buttons(content: Content<'buttons'>, checks: Checks): JsonRecord {
  const replies = content.buttons.flatMap((button) => (button.type === 'reply' ? [button] : []))
  if (replies.length === content.buttons.length) return replyButtons(content, replies, checks)
  const [button, ...others] = content.buttons
  if (button?.type !== 'url' || others.length > 0)
    return checks.refuse('takes up to 3 buttons of type reply, or one of type url and no other')
  checks.length('button title', button.title, MAX_TITLE)
  return {
    type: 'cta_url',
    ...frame(content, checks),
    action: { name: 'cta_url', parameters: { display_text: button.title, url: button.url } },
  }
}

/** A list to choose from; at most ten rows over all sections, which need titles when there are several. */
export function listOf(content: Content<'list'>, checks: Checks): JsonRecord {
  const { sections } = content
  const rows = sections.flatMap((section) => section.rows)
  checks.count('rows in a list', rows, MAX_ROWS)
  checks.length('list button', content.buttonText, MAX_TITLE)
  if (sections.length > 1 && sections.some((section) => section.title === undefined))
    checks.refuse('needs a title for every section when there are several')
  unique(
    rows.map((row) => row.id),
    'rows',
    checks,
  )
  return {
    type: 'list',
    ...frame(content, checks),
    action: {
      button: content.buttonText,
      sections: sections.map(({ title, rows }) => ({ ...(title !== undefined && { title }), rows })),
    },
  }
}

function replyButtons(
  content: Frame,
  replies: readonly { readonly title: string; readonly payload: string }[],
  checks: Checks,
): JsonRecord {
  checks.count('reply buttons', replies, MAX_BUTTONS)
  unique(
    replies.map((reply) => reply.payload),
    'buttons',
    checks,
  )
  return {
    type: 'button',
    ...frame(content, checks),
    action: {
      buttons: replies.map(({ title, payload }) => {
        checks.length('button title', title, MAX_TITLE)
        checks.length('button payload', payload, MAX_REPLY_ID)
        return { type: 'reply', reply: { id: payload, title } }
      }),
    },
  }
}

function frame({ text, header, footer }: Frame, checks: Checks): JsonRecord {
  checks.length('text', text, MAX_BODY)
  return {
    ...(header !== undefined && { header: { type: 'text', text: header } }),
    body: { text },
    ...(footer !== undefined && { footer: { text: footer } }),
  }
}

function unique(ids: readonly string[], what: string, checks: Checks): void {
  if (new Set(ids).size < ids.length) checks.refuse(`needs different payloads for all ${what}`)
}
