/** What the hub says in English of what platforms have; where a word is missing, the hub's own stands. */
export interface PlatformWords {
  /** What a webhook field brings, by its name. */
  readonly fields: Readonly<Record<string, string>>
  /** How to fill in a member of the credentials, by platform and name. */
  readonly hints: Readonly<Record<string, Readonly<Record<string, string>>>>
}
