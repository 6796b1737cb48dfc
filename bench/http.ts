const END_OF_HEAD = Buffer.from('\r\n\r\n')
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i

/** Called for each HTTP/1.1 message: the start line with the headers, and the body. */
export type OnMessage = (head: string, body: Buffer) => void

/**
 * A minimal reader of HTTP/1.1 requests or responses with Content-Length bodies, fed with chunks of one connection.
 * Far cheaper than node:http, so that the load generator and the receiver leave the cores to what is measured.
 * @throws Error from the returned function on a chunked body.
 */
export function createMessageReader(onMessage: OnMessage): (chunk: Buffer) => void {
  let pending: Buffer | undefined
  return (chunk) => {
    const data: Buffer = pending ? Buffer.concat([pending, chunk]) : chunk
    let offset = 0
    while (offset < data.length) {
      const headEnd = data.indexOf(END_OF_HEAD, offset)
      if (headEnd === -1) break
      const head = data.toString('latin1', offset, headEnd)
      const length = CONTENT_LENGTH.exec(head)?.[1]
      if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head))
        throw new Error('chunked bodies are not read by this client')
      const bodyStart = headEnd + END_OF_HEAD.length
      const bodyEnd = bodyStart + Number(length ?? 0)
      if (bodyEnd > data.length) break
      offset = bodyEnd
      onMessage(head, data.subarray(bodyStart, bodyEnd))
    }
    pending = offset < data.length ? data.subarray(offset) : undefined
  }
}

/** The status of a response head (`HTTP/1.1 200 OK`…). */
export function statusOf(head: string): number {
  return Number(head.slice(9, 12))
}

/** The path of a request head (`POST /path HTTP/1.1`…). */
export function pathOf(head: string): string {
  const start = head.indexOf(' ') + 1
  return head.slice(start, head.indexOf(' ', start))
}
