import fs from 'node:fs'
import path from 'node:path'

const MAX_BYTES = 1024 * 1024
const TAIL_BYTES = 8 * 1024

/** The file that the server writes to: a file also takes what it says while no hub is there. */
export interface ServerLog {
  /** For the server's output; close it once the server has it. */
  open(): number
  /** The last fault that was written since `open`. */
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
      return lines.findLast((line) => /(FATAL|PANIC):/.test(line))?.replace(/^.*?(FATAL|PANIC): +/, '')
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
