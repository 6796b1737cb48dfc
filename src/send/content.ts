import type { OutboundContent } from '../platforms/outbound.ts'

/** What does something in a conversation without being a message of its own. */
const ACTIONS: ReadonlySet<string> = new Set(['mark_seen', 'typing', 'reaction'])

/** Where messages in a platform's own words have their text. */
const NATIVE_WORDS = ['text', 'caption', 'altText']
const isText = (value: unknown) => typeof value === 'string'

/** Whether content of that type is no message: it becomes no `message.replied` and uses no reply token. */
export function isAction(type: string): boolean {
  return ACTIONS.has(type)
}

/** The stored content of a message. */
export function parseContent(text: string): OutboundContent {
  return JSON.parse(text) as OutboundContent
}

/** What a message says, in words; '' when it has none. */
export function wordsOf(content: OutboundContent): string {
  if ('text' in content) return content.text
  if ('caption' in content && content.caption !== undefined) return content.caption
  if (content.type === 'native') return NATIVE_WORDS.map((name) => content.message[name]).find(isText) ?? ''
  if (content.type === 'carousel') return content.altText ?? content.elements.map(({ title }) => title).join('\n')
  if (content.type === 'contacts') return content.contacts.map(({ name }) => name).join('\n')
  if (content.type === 'location') return [content.name, content.address].filter(Boolean).join('\n')
  return ''
}

/** The attachments of a message, as events have them. */
export function attachmentsOf(content: OutboundContent): Record<string, unknown>[] {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'sticker':
      return [
        {
          type: content.type,
          ...('url' in content && content.url !== undefined ? { url: content.url } : {}),
          ...('mediaId' in content && content.mediaId !== undefined ? { id: content.mediaId } : {}),
          ...('filename' in content && content.filename !== undefined ? { fileName: content.filename } : {}),
          ...('durationMs' in content && content.durationMs !== undefined ? { durationMs: content.durationMs } : {}),
          ...('stickerId' in content && content.stickerId !== undefined ? { stickerId: content.stickerId } : {}),
          ...('packageId' in content && content.packageId !== undefined ? { packageId: content.packageId } : {}),
        },
      ]
    case 'location':
      return [
        {
          type: 'location',
          latitude: content.latitude,
          longitude: content.longitude,
          ...(content.name === undefined ? {} : { title: content.name }),
          ...(content.address === undefined ? {} : { address: content.address }),
        },
      ]
    case 'contacts':
      return content.contacts.map((contact) => ({
        type: 'contact',
        contact: {
          name: contact.name,
          ...(contact.organisation === undefined ? {} : { organization: contact.organisation }),
          ...(contact.phones ? { phones: contact.phones.map((number) => ({ number })) } : {}),
          ...(contact.emails ? { emails: contact.emails } : {}),
        },
      }))
    case 'template':
      return [{ type: 'template', title: content.name }]
    case 'carousel':
      return [{ type: 'template', templateType: 'generic', elements: content.elements }]
    default:
      return []
  }
}
