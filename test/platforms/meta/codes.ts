import { MINUTE } from '../clock.ts'
import { hex } from '../ids.ts'
import type { World } from '../world.ts'

/** What a person agreed to, until it is exchanged for a token. */
export interface Grant {
  readonly owner: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly challenge: { readonly value: string; readonly method: string } | undefined
  readonly issuedAt: number
}

export interface Codes {
  issue(grant: Omit<Grant, 'issuedAt'>): string
  /** Each code once, within its life. */
  redeem(code: string): Grant | undefined
}

export function createCodes(world: World, lifeMs = 60 * MINUTE): Codes {
  const grants = new Map<string, Grant>()
  return {
    issue(grant) {
      const code = `AQ${hex(60)}`
      grants.set(code, { ...grant, issuedAt: world.clock.now() })
      return code
    },
    redeem(code) {
      const grant = grants.get(code)
      grants.delete(code)
      return grant && grant.issuedAt + lifeMs > world.clock.now() ? grant : undefined
    },
  }
}

/** The way back to the application, or undefined when the address cannot be one. */
export function redirectTo(address: string | undefined, query: Readonly<Record<string, string | undefined>>, end = '') {
  const url = address === undefined ? null : URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
  return { status: 302, headers: { location: `${url}${end}` }, body: '' }
}

export const errorPage = (message: string) => ({
  status: 400,
  body: `<!doctype html><title>Error</title><h1>Sorry, something went wrong.</h1><p>${message.replaceAll('<', '&lt;')}</p>`,
})

/** What a person who says no sends the application back with. */
export const DENIED = {
  error: 'access_denied',
  error_reason: 'user_denied',
  error_description: 'The user denied your request',
}
