import type { AccountBase } from '../state.ts'

export interface Channel extends AccountBase {
  readonly platform: 'line'
  readonly channelId: string
  readonly secret: string
  readonly basicId: string
  webhook: { endpoint: string; active: boolean } | undefined
  /** Messages a month; undefined: no limit. */
  quota: number | undefined
  used: number
}

declare module '../state.ts' {
  interface Accounts {
    line: Channel
  }
}
