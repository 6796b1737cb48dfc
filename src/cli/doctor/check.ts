import { harmless, type Terminal } from '../terminal.ts'

/** One line of the doctor's report. */
export interface Check {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** What to do about it. */
  readonly mend?: string
}

export const ok = (name: string, detail: string): Check => ({ name, status: 'ok', detail })
export const warn = (name: string, detail: string, mend: string): Check => ({ name, status: 'warn', detail, mend })
export const fail = (name: string, detail: string, mend: string): Check => ({ name, status: 'fail', detail, mend })

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const
const NAME_COLUMNS = 16

/** Prints a check as it is known: its line, and below it how to mend it. */
export function printCheck(check: Check, terminal: Terminal): void {
  const label = terminal.style(COLOURS[check.status], check.status.padEnd(4))
  terminal.print(`${label}  ${check.name.padEnd(NAME_COLUMNS)}  ${harmless(check.detail)}`)
  if (check.mend !== undefined) terminal.print(`${' '.repeat(6 + NAME_COLUMNS + 2)}→ ${harmless(check.mend)}`)
}
