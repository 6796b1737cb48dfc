import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'

const SHOWN_CHARS = 200

/** A name or an address from outside. */
export function Named({ text, limit = SHOWN_CHARS }: { text: string; limit?: number }) {
  return <bdi className="wrap-anywhere">{withVisibleControls(shorten(text, limit))}</bdi>
}
