import { Hubbub, HubbubError, type HubbubOptions } from '@hubbub/sdk'
import { messageOf } from '../errors.ts'
import { VERSION } from '../version.ts'
import { CommandFailure, usageFailure } from './failure.ts'
import { hubUnreachable } from './no-answer.ts'
import type { ClientSettings } from './settings.ts'

/**
 * The API of the hub that the settings name.
 * @throws CommandFailure when the key cannot be one.
 */
export function createApi(
  settings: ClientSettings,
  options: Pick<HubbubOptions, 'timeoutMs' | 'retries' | 'workspace'> = {},
): Hubbub {
  const { url, apiKey } = settings
  const headers = { 'user-agent': `hubbub-cli/${VERSION}` }
  try {
    return new Hubbub({ url: url.value, apiKey: apiKey?.value, headers, ...options })
  } catch (error) {
    throw usageFailure(`the API key from ${apiKey?.source} cannot be one: ${messageOf(error)}`)
  }
}

/** The meaning of a refused call, and the remedy. */
export interface Refusal {
  readonly what: string
  readonly remedy: string
}

/** Explains the hub's refusal of a call. */
export function refusalOf(error: HubbubError, settings: ClientSettings): Refusal {
  const { url, apiKey } = settings
  const said = `${error.detail} (${error.status})`
  const key = `the API key${apiKey ? ` from ${apiKey.source}` : ''}`
  if (error.status === 401)
    return {
      what: `the hub refuses ${key} (401): it is unknown or revoked`,
      remedy: 'Give another with --api-key or the variable API_KEY.',
    }
  if (error.code === 'forbidden')
    return { what: `${key} may not do this (403)`, remedy: 'Give one with the role admin, with --api-key or API_KEY.' }
  if (error.code === 'not_found')
    return {
      what: `the hub at ${url.value} does not know what was asked (404)`,
      remedy: `It may be older than this program (${VERSION}): update it.`,
    }
  if (error.code === 'unexpected_answer')
    return {
      what: `${url.value} does not answer as a hub does: ${said}`,
      remedy: `Is the address right? It comes from ${url.source}; --url or HUBBUB_URL gives another.`,
    }
  if (error.code === 'invalid_request') return { what: `the hub refuses what was asked: ${said}`, remedy: '' }
  return { what: `the hub could not answer: ${said}`, remedy: 'Look at the log of the hub.' }
}

/** An error of the API as a failure of the command, in words; any other error as it is. */
export function apiFailure(error: unknown, settings: ClientSettings): unknown {
  if (!(error instanceof HubbubError)) return error
  if (error.status === 0) return hubUnreachable(settings.url.value, error)
  const { what, remedy } = refusalOf(error, settings)
  return new CommandFailure(`${what}. ${remedy}`.trimEnd(), { cause: error })
}
