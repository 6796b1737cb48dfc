/** A rate limit of a platform, and the token bucket with which the hub stays below it. */
export interface Bucket {
  readonly accountId: string
  readonly name: string
  readonly perRecipient: boolean
  /** Whether messages to the recipient draw from it; undefined: to each. */
  readonly includes: ((recipient: string) => boolean) | undefined
  /** Only messages of these types draw from it; undefined: all. */
  readonly types: readonly string[] | undefined
  /** How many calls the platform may see within `perMs`, the burst that it grants included. */
  readonly most: number
  readonly perMs: number
  /** How many calls can be made at once when it is full. */
  readonly capacity: number
  /** Microseconds until it holds one call more. */
  readonly refillUs: number
}
