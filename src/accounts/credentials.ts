import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { inputError } from '../codes/input.ts'
import type { InputError } from '../codes/sentence.ts'
import { pointerPart, validationErrors } from '../codes/validation.ts'
import type { Vault } from '../lib/vault.ts'
import type { RenewedToken } from '../platforms/client.ts'
import { record } from '../platforms/json.ts'
import { parseJson } from '../platforms/parse-json.ts'
import type { SettingsFacet, Signing } from '../platforms/settings.ts'

/** What connecting an account needs, as its platform's schema has it. */
export type Credentials = Readonly<Record<string, unknown>>

/** What is wrong with credentials, member by member; empty when they are of the platform's form. */
export function credentialFaults(schema: TSchema, given: Credentials): InputError[] {
  const known = membersOf(schema)
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  if (unknown.length > 0)
    return unknown.map((name) => inputError(`body/credentials/${pointerPart(name.slice(0, 100))}`, 'unknown_member'))
  return validationErrors(Value.Errors(schema, given), 'body/credentials')
}

function membersOf(schema: TSchema): string[] {
  return Object.keys(record(record(schema)?.properties) ?? {})
}

/** What an account's own requests are checked with; undefined when its credentials hold nothing of the kind. */
export function signingOf({ signing }: SettingsFacet, credentials: Credentials): Signing | undefined {
  const found = signing(credentials)
  return found.secrets.length === 0 && found.verifyToken === undefined ? undefined : found
}

/** The credentials with another access token in them. */
export function withToken(settings: SettingsFacet, credentials: Credentials, token: RenewedToken): Credentials {
  const members = membersOf(settings.credentials)
  const { expiresAt: _before, ...rest } = credentials
  return {
    ...rest,
    [settings.tokenMember]: token.accessToken,
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
