/** One message of an event stream. */
export interface SseMessage {
  /** The last id that the stream gave, with this message or before. */
  readonly id: string
  readonly event: string
  readonly data: string
}

export interface SseParser {
  /** Takes the next piece of text, cut anywhere; returns the messages that are complete now. */
  feed(text: string): SseMessage[]
  /** The wait before connecting again that the stream asked for, milliseconds. */
  readonly retryMs: number | undefined
}

/** Reads an event stream (HTML standard, 9.2.6). The time it takes grows with the text, however it is cut. */
export function createSseParser(): SseParser {
  let pieces: string[] = []
  let afterCr = false
  let first = true
  let id = ''
  let event = ''
  let data: string[] = []
  let retryMs: number | undefined

  const field = (name: string, value: string) => {
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) retryMs = Number(value)
  }
  const take = (line: string, messages: SseMessage[]) => {
    if (line === '') {
      if (data.length > 0) messages.push({ id, event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    if (colon === -1) return field(line, '')
    const from = line[colon + 1] === ' ' ? colon + 2 : colon + 1
    field(line.slice(0, colon), line.slice(from))
  }

  return {
    feed(given) {
      let text = given
      if (text === '') return []
      if (first && text.startsWith('\ufeff')) text = text.slice(1)
      first = false
      // The other half of a CRLF that was cut in two.
      if (afterCr && text.startsWith('\n')) text = text.slice(1)
      afterCr = given.endsWith('\r')
      const lines = text.split(/\r\n|\r|\n/)
      const rest = lines.pop() ?? ''
      const messages: SseMessage[] = []
      for (const line of lines) {
        if (pieces.length === 0) take(line, messages)
        else {
          pieces.push(line)
          take(pieces.join(''), messages)
          pieces = []
        }
      }
      if (rest !== '') pieces.push(rest)
      return messages
    },
    get retryMs() {
      return retryMs
    },
  }
}
