import { execFileSync } from 'node:child_process'

export interface ListedProcess {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly command: string
}

/** The processes of this machine whose command line has `part` in it; those that ended and wait for their parent do not count. */
export function processesWith(part: string): ListedProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,command='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, pid, parent, group, state = '', command = ''] = /^ *(\d+) +(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? []
    if (!command.includes(part) || state.startsWith('Z')) return []
    return { pid: Number(pid), parent: Number(parent), group: Number(group), command }
  })
}
