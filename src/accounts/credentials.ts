import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Vault } from '../lib/vault.ts'
import type { RenewedToken } from '../platforms/client.ts'
import { record } from '../platforms/json.ts'
import { parseJson } from '../platforms/parse-json.ts'

/** What connecting an account needs, as its platform's schema has it. */
export type Credentials = Readonly<Record<string, unknown>>

/** What requests of one account are checked with, beside what the app has. */
export interface Signing {
  /** Secrets its requests may be signed with. */
  readonly secrets: readonly string[]
  readonly verifyToken: string | undefined
}

/** What is wrong with credentials, in words that name each member; empty when they are of the platform's form. */
export function credentialFaults(schema: TSchema, given: Credentials): string[] {
  const known = membersOf(schema)
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    const names = unknown.map((name) => JSON.stringify(name.slice(0, 100))).join(', ')
    return [`body/credentials has no member ${names}; it has ${known.join(', ')}`]
  }
  return Value.Errors(schema, given).map((error) => `body/credentials${error.instancePath} ${error.message}`)
}

function membersOf(schema: TSchema): string[] {
  return Object.keys(record(record(schema)?.properties) ?? {})
}

/** The secrets in credentials that the platform signs an account's requests with. */
export function signingOf(credentials: Credentials): Signing | undefined {
  const secrets = [credentials.channelSecret, credentials.appSecret].filter((value) => typeof value === 'string')
  const verifyToken = typeof credentials.verifyToken === 'string' ? credentials.verifyToken : undefined
  return secrets.length === 0 && verifyToken === undefined ? undefined : { secrets, verifyToken }
}

/** The credentials with another access token in them. */
export function withToken(schema: TSchema, credentials: Credentials, token: RenewedToken): Credentials {
  const members = membersOf(schema)
  const { expiresAt: _before, ...rest } = credentials
  return {
    ...rest,
    [members.includes('channelAccessToken') ? 'channelAccessToken' : 'accessToken']: token.accessToken,
    // Where the platform does not tell the end of a token, the credentials do.
    ...(members.includes('expiresAt') && token.expiresAt ? { expiresAt: token.expiresAt.toISOString() } : {}),
  }
}

export function seal(vault: Vault, value: unknown): Buffer {
  return vault.seal(JSON.stringify(value))
}

/** @throws Error when it was sealed with another key, or is not credentials. */
export function openCredentials(vault: Vault, sealed: Buffer): Credentials {
  const opened = record(parseJson(vault.open(sealed)))
  if (!opened) throw new Error('the sealed credentials are not an object')
  return opened
}

/** @throws Error when it was sealed with another key. */
export function openSigning(vault: Vault, sealed: Buffer): Signing {
  const opened = record(parseJson(vault.open(sealed)))
  const secrets = Array.isArray(opened?.secrets) ? opened.secrets.filter((value) => typeof value === 'string') : []
  return { secrets, verifyToken: typeof opened?.verifyToken === 'string' ? opened.verifyToken : undefined }
}
