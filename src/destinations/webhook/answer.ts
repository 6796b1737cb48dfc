/** The part of an answer's body that is read and kept, bytes. */
const MAX_ANSWER_BYTES = 16_384
const MAX_HEADERS = 64
const MAX_HEADER_LENGTH = 2048

/** The beginning of an answer's body. */
export interface AnswerBody {
  add(chunk: Buffer): void
  /** True when there was more than is kept. */
  truncated(): boolean
  bytes(): Buffer
}

/** Collects the first 16 KB of a body. */
export function collectBody(): AnswerBody {
  const chunks: Buffer[] = []
  let size = 0
  let more = false
  return {
    add: (chunk) => {
      const part = chunk.subarray(0, MAX_ANSWER_BYTES - size)
      more ||= part.length < chunk.length
      if (part.length > 0) chunks.push(part)
      size += part.length
    },
    truncated: () => more,
    // A copy, because a chunk is a window into the socket's 64 KB buffer and would keep all of it alive.
    bytes: () => Buffer.concat(chunks, size),
  }
}

/** The answer's headers as the log keeps them: at most 64, values of at most 2 KB, cookies cut out. */
export function flattenHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {}
  let count = 0
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || name === '__proto__') continue
    if (++count > MAX_HEADERS) break
    const text = typeof value === 'string' ? value : value.join(', ')
    flat[name] = name === 'set-cookie' ? '[cut out]' : text.slice(0, MAX_HEADER_LENGTH)
  }
  return flat
}
