import type { AccountBase } from '../state.ts'

export interface InstagramAccount extends AccountBase {
  readonly platform: 'instagram'
  /** What `/me` calls `id` at Instagram Login: not the id of webhooks. */
  readonly appScopedId: string
  readonly pageId: string | undefined
  followers: number
}

declare module '../world.ts' {
  interface Settings {
    /** Shape of Instagram's first token: documentation and servers differ. */
    instagramTokenShape: 'wrapped' | 'plain'
  }
}

declare module '../state.ts' {
  interface Accounts {
    instagram: InstagramAccount
  }
}
