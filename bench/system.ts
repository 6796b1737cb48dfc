import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { dirname } from 'node:path'

import { clockMs } from './clock.ts'

const TICKS_PER_SECOND = 100
const MB = 1_048_576

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}

/** The numbers of /proc/<pid>/stat from field 4 (the parent) on; undefined where there are none. */
function stat(pid: number): number[] | undefined {
  const afterName = read(`/proc/${pid}/stat`)?.split(') ').at(-1)
  return afterName?.split(' ').slice(1).map(Number)
}

/** The process that started `pid`; undefined where /proc does not exist or the process has ended. */
export function parentOf(pid: number): number | undefined {
  return stat(pid)?.[0]
}

/** Seconds of processor time a process has used so far; 0 where /proc does not exist or the process has ended. */
export function cpuSeconds(pid: number): number {
  const [user = 0, system = 0] = stat(pid)?.slice(10, 12) ?? []
  return (user + system) / TICKS_PER_SECOND
}

/** Processor seconds of a process and all that came from it, running or ended. */
export function treeCpuSeconds(pid: number): number {
  const children = new Map<number, number[]>()
  for (const each of everyPid()) {
    const parent = parentOf(each) ?? 0
    children.set(parent, [...(children.get(parent) ?? []), each])
  }
  const sum = (each: number): number => {
    const [user = 0, system = 0] = stat(each)?.slice(12, 14) ?? []
    const ended = (user + system) / TICKS_PER_SECOND
    return (children.get(each) ?? []).reduce((total, child) => total + sum(child), cpuSeconds(each) + ended)
  }
  return sum(pid)
}

function everyPid(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Processor seconds that the whole machine spent on anything since it started; NaN where /proc does not exist. */
function busySeconds(): number {
  const [user, nice, system, , , irq, soft, steal] = (/^cpu +(.*)$/m.exec(read('/proc/stat') ?? '')?.[1] ?? '')
    .split(' ')
    .map(Number)
  return (
    [user, nice, system, irq, soft, steal].reduce<number>((sum, ticks) => sum + (ticks ?? Number.NaN), 0) /
    TICKS_PER_SECOND
  )
}

/** Starts watching; the returned function gives how many cores, on average, went to processes that are not this run's. */
export function watchOthers(): () => number {
  const foreign = (): number => busySeconds() - treeCpuSeconds(process.pid)
  const before = foreign()
  const since = clockMs()
  return () => Math.max(0, (foreign() - before) / ((clockMs() - since) / 1000))
}

function statusMb(pid: number, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/status`) ?? '')
  return match ? Number(match[1]) / 1024 : Number.NaN
}

/** Resident memory of a process in MB, now and at its peak; NaN where /proc does not exist. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly peakMb: number } {
  return { nowMb: statusMb(pid, 'VmRSS'), peakMb: statusMb(pid, 'VmHWM') }
}

/** A process and all that came from it, running. */
export function treeOf(pid: number): number[] {
  const pids = everyPid()
  const below = (parent: number): number[] => pids.filter((each) => parentOf(each) === parent).flatMap(treeFrom)
  const treeFrom = (each: number): number[] => [each, ...below(each)]
  return treeFrom(pid)
}

/** The first process that `parent` started with this name. */
export function childOf(parent: number, name: string): number | undefined {
  return everyPid().find((pid) => parentOf(pid) === parent && read(`/proc/${pid}/comm`)?.trim() === name)
}

/** Memory of these processes in MB, where pages that several share count once; NaN where /proc does not exist. */
export function pssMb(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss: +(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0),
  )
  const sum = kilobytes.reduce((total, each) => total + each, 0)
  return sum === 0 ? Number.NaN : sum / 1024
}

export interface Machine {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly os: string
  readonly node: string
  /** Load average of the last minute before the run: much above 0, and others shared the cores. */
  readonly loadBefore: number
  /** Of the commit measured, with `+` when files differ from it. */
  readonly revision: string
}

/** What the figures were measured on. `entry`: the program measured. */
export function describeMachine(entry: string): Machine {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / MB / 1024),
    os: `${process.platform} ${process.arch}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
    revision: revision(dirname(entry)),
  }
}

function revision(folder: string): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? '+' : '')
  } catch {
    return 'unknown'
  }
}
