import type { Clock } from './clock.ts'
import { text } from './ids.ts'
import type { App } from './state.ts'

/** What a token is of; each platform has kinds of its own. */
export type TokenKind = string

export interface Token {
  readonly value: string
  readonly kind: TokenKind
  /** Undefined where tokens are of no app. */
  readonly app: App | undefined
  /** The user, page, account or channel it speaks for. */
  readonly owner: string
  readonly scopes: Set<string>
  readonly issuedAt: number
  expiresAt: number | undefined
  /** Why it is dead, when it is. */
  revoked: 'password-changed' | 'not-authorised' | undefined
}

export interface IssueOptions {
  readonly app?: App
  readonly scopes?: Iterable<string>
  readonly value?: string
  /** Milliseconds; null for never. */
  readonly lifetimeMs?: number | null
}

export interface TokenBook {
  issue(kind: TokenKind, owner: string, options?: IssueOptions): Token
  find(value: string): Token | undefined
  all(): readonly Token[]
  forget(value: string): boolean
}

/** By kind: how its tokens begin, and how long they live where they end by themselves. */
export type TokenKinds = Readonly<Record<TokenKind, { readonly prefix: string; readonly lifetimeMs?: number }>>

/** Every token that was given out, alive or not. */
export function createTokens(clock: Clock, kinds: TokenKinds): TokenBook {
  const byValue = new Map<string, Token>()
  return {
    issue(kind, owner, { app, scopes = [], value, lifetimeMs } = {}) {
      const issuedAt = clock.now()
      const lifetime = lifetimeMs === undefined ? kinds[kind]?.lifetimeMs : (lifetimeMs ?? undefined)
      const token: Token = {
        value: value ?? `${kinds[kind]?.prefix ?? kind}${text(60).replaceAll(/[-_]/g, 'x')}`,
        kind,
        app,
        owner,
        scopes: new Set(scopes),
        issuedAt,
        expiresAt: lifetime === undefined ? undefined : issuedAt + lifetime,
        revoked: undefined,
      }
      byValue.set(token.value, token)
      return token
    },
    find: (value) => byValue.get(value),
    all: () => [...byValue.values()],
    forget: (value) => byValue.delete(value),
  }
}
