import type { AccountBase } from '../state.ts'

/** A Telegram bot. */
export interface Bot extends AccountBase {
  readonly platform: 'telegram'
  webhook: { readonly url: string; readonly secret: string; readonly allowed: readonly string[] } | undefined
  pending: number
  lastError: { readonly at: number; readonly message: string } | undefined
}

declare module '../state.ts' {
  interface Accounts {
    telegram: Bot
  }
}
