import { styleText } from 'node:util'
import { harmless } from './terminal.ts'

const LEVELS: ReadonlyArray<readonly [number, string, Parameters<typeof styleText>[0]]> = [
  [60, 'FATAL', 'red'],
  [50, 'ERROR', 'red'],
  [40, 'WARN ', 'yellow'],
  [30, 'info ', 'green'],
  [20, 'debug', 'gray'],
  [0, 'trace', 'gray'],
]
const HIDDEN = new Set(['level', 'time', 'service', 'msg', 'err', 'pid', 'hostname'])

/** A destination for the log that turns its JSON lines into lines for people. */
export function prettyLines(stream: NodeJS.WriteStream): { write(line: string): void } {
  return { write: (line) => void stream.write(prettyLine(line, stream)) }
}

/** Renders a JSON line of the log for people: time, level, message, the rest as name=value; a stack below. */
export function prettyLine(line: string, stream?: NodeJS.WriteStream): string {
  const entry = parse(line)
  if (!entry) return line
  const [, name, format] = LEVELS.find(([from]) => Number(entry.level) >= from) ?? [0, '     ', 'gray']
  const rest = Object.entries(entry)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const text = harmless([String(entry.msg ?? ''), ...rest].join('  '))
  const head = `${new Date(String(entry.time)).toTimeString().slice(0, 8)} ${styleText(format, name, { stream })} ${text}\n`
  const error = entry.err as { stack?: unknown; message?: unknown } | undefined
  if (!error) return head
  const stack = String(error.stack ?? error.message ?? '').split('\n')
  return `${head}${stack.map((part) => `         ${harmless(part)}\n`).join('')}`
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
