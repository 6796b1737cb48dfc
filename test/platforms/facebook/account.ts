import type { AccountBase } from '../state.ts'

export interface Page extends AccountBase {
  readonly platform: 'facebook'
  followers: number
}

declare module '../state.ts' {
  interface Accounts {
    facebook: Page
  }
}
