import { stripVTControlCharacters, styleText } from 'node:util'

/** Where a command reads from and writes to. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv
  /** Writes a line for people (or scripts) to standard output. */
  print(line: string): void
  /** Writes a line about the command itself to standard error. */
  note(line: string): void
  /** Columns to fit a line into; undefined when the output is no terminal. */
  columns(): number | undefined
  style(format: Parameters<typeof styleText>[0], text: string): string
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  return {
    env,
    print: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    columns: () => (stdout.isTTY ? stdout.columns : undefined),
    style: (format, text) => styleText(format, text, { stream: stdout }),
  }
}

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu
/** Format characters change how other text is shown (order, visibility); only the joiner inside emoji is kept. */
const FORMAT = /[\p{Cf}--\u200d]/gv
const NOT_JOINING = /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d/gu

/** Text from outside as one line that cannot steer a terminal: no escapes, control characters or changes of direction. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replace(CONTROL, ' ')
    .replace(FORMAT, '')
    .replace(NOT_JOINING, '')
    .trim()
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u
const MARK = /^\p{M}+$/u

/** Columns a harmless text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment)
  return width
}

/** The beginning of a text that fits into so many columns, with an ellipsis where it was cut. */
export function cut(text: string, columns: number): string {
  if (text.length <= columns / 2 || displayWidth(text) <= columns) return text
  let width = 0
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return columns < 1 ? '' : `${kept}…`
}

/** The text, filled up with spaces to so many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

function widthOf(grapheme: string): number {
  if (MARK.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}
