import { harmless, type Terminal } from '../terminal.ts'

/** A line of the doctor's report. */
export interface Check {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** The action that puts it right. */
  readonly remedy?: string
}

export const ok = (name: string, detail: string): Check => ({ name, status: 'ok', detail })
export const warn = (name: string, detail: string, remedy: string): Check => ({ name, status: 'warn', detail, remedy })
export const fail = (name: string, detail: string, remedy: string): Check => ({ name, status: 'fail', detail, remedy })

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const
const NAME_COLUMNS = 16

/** Prints a check: its line, and below it the remedy. */
export function printCheck(check: Check, terminal: Terminal): void {
  const label = terminal.style(COLOURS[check.status], check.status.padEnd(4))
  terminal.print(`${label}  ${check.name.padEnd(NAME_COLUMNS)}  ${harmless(check.detail)}`)
  if (check.remedy !== undefined) terminal.print(`${' '.repeat(6 + NAME_COLUMNS + 2)}→ ${harmless(check.remedy)}`)
}
