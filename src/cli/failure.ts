import { CommanderError } from 'commander'
import { ConfigError, messageOf } from '../errors.ts'

/** A failure that the person at the terminal can put right: shown as it is, exit code 1. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'CommandFailure'
    this.exitCode = options.exitCode ?? 1
  }
}

/** The command was written wrong: exit code 2. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, { exitCode: 2 })
}

/** The exit code of a failed command, and what to print on standard error (empty: commander already did). */
export function explain(error: unknown, env: NodeJS.ProcessEnv): { exitCode: number; text: string } {
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? 0 : 2, text: '' }
  const exitCode = error instanceof CommandFailure ? error.exitCode : 1
  const debug = ['debug', 'trace'].includes(env.LOG_LEVEL ?? '')
  if (debug && error instanceof Error && error.stack) return { exitCode, text: `${error.stack}${causes(error)}\n` }
  const text = failureText(error, env)
  const explained = text !== messageOf(error) || (error instanceof Error && EXPLAINED.has(error.name))
  return { exitCode, text: `hubbub: ${text}${explained ? '' : '\nLOG_LEVEL=debug shows where it happened.'}\n` }
}

const EXPLAINED = new Set([
  'CommandFailure',
  'StoreLockedError',
  'StoreTooNewError',
  'StoreUnusableError',
  'StoreUnavailableError',
])

/** The failure in words, with the remedy on the lines below. */
export function failureText(error: unknown, env: NodeJS.ProcessEnv): string {
  if (error instanceof ConfigError) {
    return `the configuration is wrong.\n  ${error.faults.join('\n  ')}\nEvery variable is explained in docs/config.md.`
  }
  const database = env.DATABASE_URL ? ` (DATABASE_URL ${withoutPassword(env.DATABASE_URL)})` : ''
  const port = env.PORT || '8000'
  const host = env.HOST || '127.0.0.1'
  const folder = env.HUBBUB_DATA_DIR || './data'
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken, perhaps by a hub that is already running.\nStop that program, or choose another port with PORT, e.g. PORT=${nextPort(port)} npm start`
    case 'EADDRNOTAVAIL':
      return `${host} is not an address of this machine. Set HOST to one that is, e.g. HOST=127.0.0.1 or HOST=0.0.0.0`
    case 'EACCES':
    case 'EPERM':
      if (syscallOf(error) === 'listen')
        return `this user may not listen on port ${port}. Choose one above 1023 with PORT, e.g. PORT=8000`
      return `no permission: ${messageOf(error)}\nThe data folder is ${folder}; HUBBUB_DATA_DIR chooses another.`
    case 'EROFS':
    case 'ENOTDIR':
      return `the data folder ${folder} cannot be written: ${messageOf(error)}\nHUBBUB_DATA_DIR chooses another.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk is full: ${messageOf(error)}\nThe data folder is ${folder}; free some space, or move it and set HUBBUB_DATA_DIR.`
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `the database server does not answer${database}: ${messageOf(error) || codeOf(error)}`
    case '28P01':
    case '28000':
      return `the database server refuses the user or the password${database}: ${messageOf(error)}`
    case '3D000':
      return `there is no such database${database}: ${messageOf(error)}. Make it first, e.g. with createdb.`
    default:
      return messageOf(error)
  }
}

/** A connection address that may be shown: the password replaced. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address)
  if (!url) return '(not an address)'
  if (url.password) url.password = '***'
  url.searchParams.delete('password')
  return url.toString()
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function syscallOf(error: unknown): unknown {
  return error instanceof Error && 'syscall' in error ? error.syscall : undefined
}

function nextPort(port: string): number {
  return Number(port) < 65535 ? Number(port) + 1 : 8001
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `\ncaused by ${error.cause.stack}${causes(error.cause)}` : ''
}
