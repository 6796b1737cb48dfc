/** The languages that every platform has texts in. */
export const LANGUAGES = ['en', 'th'] as const
export type Language = (typeof LANGUAGES)[number]

/** What people read about a platform, in one language: the content of `texts/<language>.json`. */
export interface PlatformTexts {
  /** What comes in from it. */
  readonly summary: string
  /** Setting up webhooks at the platform, by hand. */
  readonly console: {
    readonly title: string
    readonly steps: readonly string[]
    /** Who runs the app and its handshake, e.g. the company. */
    readonly owner?: string
    /** Why the platform cannot be asked about the app. */
    readonly cannotAsk?: string
    /** Said where there are no fields to subscribe. */
    readonly noFields?: string
    /** Said where there is no handshake. */
    readonly noHandshake?: string
    /** The button that makes the platform call an account's own address. */
    readonly call?: string
  }
  /** By member of the credentials. */
  readonly credentials: Readonly<Record<string, { readonly label: string; readonly hint: string }>>
  /** By name of a webhook field. */
  readonly fields: Readonly<Record<string, string>>
  /** By kind of sample. */
  readonly samples: Readonly<Record<string, string>>
  /** By kind of token. */
  readonly tokens: Readonly<Record<string, string>>
  /** By code: what the platform's connector says of an account, beside what the hub says of all. */
  readonly reasons: Readonly<Record<string, string>>
}

export type Texts = Readonly<Record<Language, PlatformTexts>>
