/** Hands stored events to open streams, in id order, without gaps. */
export interface LiveFeed {
  /**
   * Calls back whenever events after the cursor may have become visible. The subscriber then reads the store up to
   * `horizon()`. Returns the unsubscribe function.
   */
  subscribe(onChange: () => void): () => void
  /** No event with an id below this uuid can still appear. */
  horizon(): string
}
