import { HubbubError } from '@hubbub/sdk'
import { messageOf } from '../errors.ts'
import { CommandFailure } from './failure.ts'

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name cannot be resolved',
  EAI_AGAIN: 'the name cannot be resolved',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
}

/** Why there was no answer, or none of use, in a few words. */
export function noAnswer(error: unknown): string {
  if (error instanceof HubbubError && error.status !== 0) return `it answers ${error.status}`
  if (error instanceof HubbubError && error.code === 'timeout') return 'no answer in time'
  const cause = innermost(error)
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'no answer in time'
  return REASONS[code] ?? (cause instanceof HubbubError ? cause.detail : messageOf(cause))
}

/** The failure to show when the hub itself cannot be reached. */
export function hubUnreachable(url: string, error: unknown): CommandFailure {
  return new CommandFailure(
    `no answer from ${url} (${noAnswer(error)}). Is the hub running there? Start it with: npm start`,
    { cause: error },
  )
}

/** The error inside those that the SDK and `fetch` wrap around it; of several addresses, that of the first. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error
}
