import { createHash, randomBytes } from 'node:crypto'

/** The app as the platform knows it. */
export interface OAuthApp {
  readonly appId: string
  readonly appSecret: string
}

/** A token as an exchange gives it. */
export interface GrantedToken {
  readonly accessToken: string
  /** Undefined: the platform named no end. */
  readonly expiresAt: Date | undefined
}

/** What comes back to the redirect address: a code to exchange, or why there is none. */
export type Callback =
  | { readonly code: string; readonly state: string | undefined }
  | { readonly error: string; readonly state: string | undefined }

/** A state parameter: 32 random bytes, base64url. */
export function createState(): string {
  return randomBytes(32).toString('base64url')
}

/** A code verifier and its S256 challenge (RFC 7636, 4.1 and 4.2). */
export function createPkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Reads the query of the redirect. Some platforms append `#_`, which some clients pass on as part of the code. */
export function readCallback(query: Readonly<Record<string, unknown>>): Callback {
  const text = (name: string) => (typeof query[name] === 'string' && query[name] ? query[name] : undefined)
  const state = text('state')
  const code = text('code')?.replace(/#_?$/, '')
  if (code) return { code, state }
  const error = text('error_description') ?? text('error_message') ?? text('error_reason') ?? text('error')
  return { error: (error ?? 'the platform sent no code').replaceAll('+', ' '), state }
}

/** The end of a token's life, from `expires_in` in seconds. */
export function endOf(expiresIn: unknown, now: Date): Date | undefined {
  const seconds = Number(expiresIn)
  return Number.isFinite(seconds) && seconds > 0 ? new Date(now.getTime() + seconds * 1000) : undefined
}
