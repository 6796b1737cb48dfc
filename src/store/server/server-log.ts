import fs from 'node:fs'
import path from 'node:path'

const MAX_BYTES = 1024 * 1024
const TAIL_BYTES = 8 * 1024
const FAULT = /^.*?(FATAL|PANIC): +/

/** The file that the server writes to: a file also takes what it says while no hub is there. */
export interface ServerLog {
  /** For the server's output; close it once the server has it. */
  open(): number
  /** Why the server ended, by what it wrote since `open`. */
  lastFault(): string | undefined
}

/** `postgres.log` in the folder; a long one is moved to `postgres.log.1` before the next start. */
export function serverLog(folder: string): ServerLog {
  const file = path.join(folder, 'postgres.log')
  let from = 0
  return {
    open() {
      if (sizeOf(file) > MAX_BYTES) fs.renameSync(file, `${file}.1`)
      from = sizeOf(file)
      return fs.openSync(file, 'a', 0o600)
    },
    lastFault() {
      const lines = readFrom(file, Math.max(from, sizeOf(file) - TAIL_BYTES)).split('\n')
      const fault = lines.findLast((line) => FAULT.test(line))
      if (fault) return fault.replace(FAULT, '')
      // Before it has read its settings the server writes plain text.
      return lines.filter((line) => line.trim() && !/^\d{4}-\d\d-\d\d /.test(line)).join(' ') || undefined
    },
  }
}

function sizeOf(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function readFrom(file: string, position: number): string {
  try {
    return fs.readFileSync(file).subarray(position).toString('utf8')
  } catch {
    return ''
  }
}
