/** Any event's data, looked into without knowing its type. */
type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

const TEXTS = ['content', 'replyContent', 'text', 'caption', 'comment', 'message', 'title', 'reason']
const PEOPLE = ['sender', 'author', 'follower', 'member', 'person', 'lead', 'contact', 'actor', 'user']

/** What an event says, in the words of whoever wrote it. */
export function messageOf(data: unknown): string | undefined {
  const fields = fieldsOf(data)
  return TEXTS.map((name) => textOf(fields[name])).find((text) => text !== undefined)
}

export interface Someone {
  readonly name: string | undefined
  readonly username: string | undefined
  readonly id: string | undefined
}

/** Who caused an event; undefined when it does not say. */
export function senderOf(data: unknown, senderId: string | null): Someone | undefined {
  const fields = fieldsOf(data)
  const found = fieldsOf(PEOPLE.map((name) => fields[name]).find((value) => Object.keys(fieldsOf(value)).length > 0))
  const someone = {
    name: textOf(found.name),
    username: textOf(found.username),
    id: textOf(found.id) ?? senderId ?? undefined,
  }
  return (someone.name ?? someone.username ?? someone.id) ? someone : undefined
}

export interface AttachmentView {
  readonly kind: string
  readonly name: string | undefined
  /** Of the web only: what else an address can be is not made a link. */
  readonly url: string | undefined
}

export function attachmentsOf(data: unknown): AttachmentView[] {
  const { attachments } = fieldsOf(data)
  if (!Array.isArray(attachments)) return []
  return attachments.map((each: unknown) => {
    const fields = fieldsOf(each)
    return {
      kind: textOf(fields.type) ?? 'file',
      name: textOf(fields.fileName) ?? textOf(fields.title) ?? textOf(fields.name),
      url: webAddressOf(fields.url) ?? webAddressOf(fields.previewUrl),
    }
  })
}

function webAddressOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined
}
