/** Characters of an event's data that its preview is taken from. */
export const PREVIEW_SOURCE = 4096

const LENGTH = 160
/** Members of the data that are words for a person, the best first. */
const MEMBERS = [
  'content',
  'replyContent',
  'text',
  'caption',
  'comment',
  'message',
  'title',
  'topic',
  'reaction',
  'emoji',
]
const REASONS = ['reason', 'error', 'status', 'change']
const TOKENS = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:,]|[^\s"{}[\]:,]+/gs
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What an event says in one line of plain text, at most 160 code points, from the (beginning of the) JSON of its data. */
export function previewOf(data: string): string | null {
  const members = wordsOf(data.slice(0, PREVIEW_SOURCE))
  for (const name of [...MEMBERS, ...REASONS]) {
    const words = members
      .get(name)
      ?.replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
    if (words) return shorten(words.toWellFormed())
  }
  return null
}

/** The members of an object that are texts, from JSON that may be cut off anywhere. */
function wordsOf(json: string): Map<string, string> {
  const members = new Map<string, string>()
  let depth = 0
  let name: string | undefined
  let isValue = false
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth !== 1) continue
    if (token === ':') isValue = true
    else if (token === ',') isValue = false
    else if (token.startsWith('"')) {
      const words = unquote(token)
      if (!isValue) name = words
      else if (name !== undefined && words !== undefined) members.set(name, words)
    }
  }
  return members
}

function unquote(token: string): string | undefined {
  const [, whole = ''] = /^"((?:[^"\\]|\\u[\da-f]{4}|\\[^u])*)/is.exec(token) ?? []
  try {
    const words: unknown = JSON.parse(`"${whole}"`)
    return typeof words === 'string' ? words : undefined
  } catch {
    return undefined
  }
}

/** Cuts between two characters as a person sees them. */
function shorten(words: string): string {
  const points = Array.from(words.slice(0, 2 * LENGTH + 64))
  if (points.length <= LENGTH) return words
  const cut = points.slice(0, LENGTH - 1).join('').length
  const start = graphemes.segment(points.join('')).containing(cut)?.index
  return `${words.slice(0, start || cut).trimEnd()}…`
}
