import type { Event } from '@hubbub/sdk'
import { member, textMember } from '../json.ts'
import { cut, displayWidth, harmless, pad, type Terminal } from '../terminal.ts'

/** The parts of an event that its line shows. All of it may come from outside and is made harmless here. */
export interface EventLine {
  readonly id: string
  readonly at: string
  readonly type: string
  readonly account: string
  readonly sender: string
  readonly text: string
}

/** Reads an event of the API for its line. */
export function lineOf({ id, type, platform, account, receivedAt, senderId, data }: Event): EventLine {
  const sender = member(data, 'sender') ?? member(data, 'from') ?? member(data, 'author')
  const name = account?.username ?? account?.externalId
  return {
    id,
    at: timeOf(receivedAt),
    type: harmless(type),
    account: harmless(name ? `${platform}/${name}` : platform),
    sender: harmless(
      textMember(sender, 'username') ?? textMember(sender, 'name') ?? textMember(sender, 'id') ?? senderId ?? '-',
    ),
    text: harmless(textOf(data)).replace(/\s+/g, ' '),
  }
}

/** Columns of the application's answer, e.g. `200 in 1234 ms`. */
const ANSWER_COLUMNS = 14
/** Text kept when the output is no terminal and so has no width. */
const UNLIMITED_TEXT = 200

/** The line of an event, cut to the terminal's width; `answer` is what the application said, if it was asked. */
export function renderLine(line: EventLine, answer: string | undefined, terminal: Terminal): string {
  const cells: { text: string; format: 'gray' | 'green' | 'red' | 'cyan' | 'reset' }[] = [
    { text: line.at, format: 'gray' },
    { text: pad(cut(line.type, 24), 16), format: 'cyan' },
    { text: pad(cut(line.account, 32), 28), format: 'reset' },
    { text: pad(cut(line.sender, 24), 16), format: 'reset' },
  ]
  if (answer !== undefined)
    cells.splice(1, 0, { text: pad(answer, ANSWER_COLUMNS), format: answer.startsWith('2') ? 'green' : 'red' })
  const plain = cells.map((cell) => cell.text).join('  ')
  const columns = terminal.columns()
  const room = columns === undefined ? UNLIMITED_TEXT : columns - displayWidth(plain) - 2
  if (columns !== undefined && room < 1) return cut(plain.trimEnd(), columns)
  const head = cells.map((cell) => terminal.style(cell.format, cell.text)).join('  ')
  return `${head}  ${cut(line.text, room)}`.trimEnd()
}

function textOf(data: unknown): string {
  for (const name of ['content', 'text', 'message', 'title', 'emoji', 'payload', 'reason', 'detail']) {
    const value = member(data, name)
    if (typeof value === 'string' && value !== '') return value
  }
  const attachments = member(data, 'attachments')
  if (!Array.isArray(attachments) || attachments.length === 0) return ''
  return attachments.map((attachment) => `[${textMember(attachment, 'type') ?? 'attachment'}]`).join(' ')
}

function timeOf(stamp: string): string {
  const at = new Date(stamp)
  if (Number.isNaN(at.getTime())) return '--:--:--.---'
  return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`
}
