import type { Reason } from '../../codes/sentence.ts'
import { PlatformError } from '../error.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** How many characters a reader sees. */
export function graphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/** The text, cut between two characters so that it has at most `max` UTF-16 units; the end of a cut shows as `…`. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text.slice(0, max))) {
    if (kept.length + segment.length > max - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** The error of a message that is refused before anything is sent. */
export function refused(message: string, reason?: Reason): PlatformError {
  return new PlatformError('line', 'invalid', message, { reason })
}

/** @throws PlatformError when the text has more than `max` UTF-16 units. */
export function atMost(max: number, what: string, text: string): string {
  if (text.length > max) throw refused(`${what} has ${text.length} characters (UTF-16 units); LINE takes ${max}.`)
  return text
}

/** @throws PlatformError when a reader would see more than `max` characters. */
export function atMostShown(max: number, what: string, text: string): string {
  const length = graphemes(text)
  if (length > max) throw refused(`${what} has ${length} characters; LINE takes ${max}.`)
  return text
}

/** @throws PlatformError when LINE would not fetch from the address. */
export function fetched(max: number, what: string, url: string): string {
  if (URL.parse(url)?.protocol !== 'https:') throw refused(`${what} must be an https address; LINE fetches no other.`)
  return atMost(max, what, url)
}
