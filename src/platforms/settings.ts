import type { TSchema } from 'typebox'

/** A variable of the environment that a platform reads. */
export interface Variable {
  readonly kind: 'text' | 'address'
  readonly description: string
  readonly default?: string
  /** A regular expression that the value must match. */
  readonly pattern?: string
}

/** By name. Platforms that share a variable name the same object. */
export type Variables = Readonly<Record<string, Variable>>

/** The values of variables: what is set, and defaults. */
export type VariableValues = Readonly<Record<string, string>>

/** What the requests of one account are checked with, beside what the app has. */
export interface Signing {
  /** Secrets its requests may be signed with. */
  readonly secrets: readonly string[]
  readonly verifyToken: string | undefined
}

/** What the hub must be given to work with a platform: variables, and the credentials of each account. */
export interface SettingsFacet {
  /** The page where a person finds or enters these at the platform. */
  readonly console: string
  readonly variables: Variables
  /** Variables with the secrets that the platform signs an app's requests with, the preferred one first. */
  readonly secrets: readonly string[]
  /** Where a person finds that secret. */
  readonly secretWhere: string
  /** Variables with the verify tokens of the handshake, the preferred one first. */
  readonly verifyTokens: readonly string[]
  /** What connecting an account needs; every field has a description for the form. */
  readonly credentials: TSchema
  /** The member of the credentials that `PlatformClient.renew` renews. */
  readonly tokenMember: string
  /** What an account's own requests are checked with, from its credentials. */
  signing(credentials: Readonly<Record<string, unknown>>): Signing
}

/** The values of those of the named variables that are set, each once, in the order of the names. */
export function valuesOf(values: VariableValues, names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => values[name] ?? []))]
}

/** The secrets among members of credentials, and their verify token, as most platforms name it. */
export function signingFrom(secretMember: string): SettingsFacet['signing'] {
  return (credentials) => {
    const secret = credentials[secretMember]
    const { verifyToken } = credentials
    return {
      secrets: typeof secret === 'string' ? [secret] : [],
      verifyToken: typeof verifyToken === 'string' ? verifyToken : undefined,
    }
  }
}
