import type { AccountBase } from '../state.ts'

export interface PhoneNumber extends AccountBase {
  readonly platform: 'whatsapp'
  readonly wabaId: string
  readonly display: string
  quality: 'GREEN' | 'YELLOW' | 'RED'
  registered: boolean
}

export interface BusinessAccount {
  readonly id: string
  readonly name: string
  readonly businessId: string
  readonly subscriptions: Map<string, Set<string>>
  readonly templates: Map<string, Template>
}

export interface Template {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly category: string
  status: 'APPROVED' | 'PENDING' | 'PAUSED' | 'REJECTED'
  /** Placeholders in the body. */
  readonly parameters: number
  readonly body: string
}

declare module '../world.ts' {
  interface Settings {
    /** What WhatsApp says of each message it takes. */
    whatsappStatuses: readonly string[]
    /** The next messages are taken, then reported as failed with these codes. */
    readonly whatsappFailures: number[]
    /** Outside of the window: refused at once, or taken and reported as failed. */
    whatsappWindow: 'refuse' | 'report'
  }
}

declare module '../state.ts' {
  interface Accounts {
    whatsapp: PhoneNumber
  }
  interface State {
    readonly wabas: Map<string, BusinessAccount>
  }
}
