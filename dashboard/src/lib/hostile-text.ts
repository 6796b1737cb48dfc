/** Controls of old terminals, and those that turn the direction of what follows (UAX 9): joiners and marks stay. */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const KEPT = '\t\n\r'

/** Puts a visible sign in place of each control character, so that a text cannot pretend to be another. */
export function withVisibleControls(text: string): string {
  return text.replaceAll(CONTROLS, (control) => (KEPT.includes(control) ? control : '\u00b7'))
}

/** The first `limit` characters and an ellipsis; never half a surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = (text.codePointAt(limit - 1) ?? 0) > 0xffff ? limit - 1 : limit
  return `${text.slice(0, end)}…`
}
