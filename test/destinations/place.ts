import type { DestinationConfig } from '../../src/destinations/destination.ts'

/** How a place answers a delivery. */
export type Answer =
  | 'take'
  /** It cannot take it now. */
  | 'fail'
  /** It cannot take it now, and wants to be left alone for `WAIT_MS`. */
  | 'wait'
  /** It will never take this one. */
  | 'refuse'
  /** It wants nothing more. */
  | 'gone'
  /** No answer until `release`. */
  | 'hang'
  /** It takes it, with an answer that is longer than is kept. */
  | 'long'

export const WAIT_MS = 3000

export interface Received {
  readonly id: string
  readonly body: string
}

/** A real place, in the process of the test, that a destination delivers to. */
export interface Place {
  readonly config: DestinationConfig
  /** What came, in its order. */
  readonly received: readonly Received[]
  /** The next deliveries get these answers in turn, the last one again and again. */
  answer(...answers: readonly [Answer, ...Answer[]]): void
  /** Resolves when so many came. */
  waitFor(count: number): Promise<void>
  /** Takes what was left without an answer. */
  release(): void
  stop(): Promise<void>
}

/** What the contract suite needs of a kind: `test/destinations/<kind>/kit.ts` exports it as `kit`. */
export interface DestinationKit {
  start(): Promise<Place>
  /** Settings that fit the schema and cannot be used, with the pointer of what is wrong. */
  readonly unusable: readonly (readonly [config: DestinationConfig, pointer: string])[]
  /** Answers that a place of this kind cannot give. */
  readonly lacks?: readonly Answer[]
}

/** The part of a place that is the same for every kind. */
export class Inbox {
  readonly received: Received[] = []
  readonly #waiting = new Set<() => void>()
  #answers: readonly Answer[] = ['take']
  #answered = 0
  #hanging: (() => void)[] = []

  answer(...answers: readonly [Answer, ...Answer[]]): void {
    this.#answers = answers
    this.#answered = 0
  }

  /** Keeps a delivery and says how to answer it. `take` answers one that hangs. */
  add(delivery: Received, take: () => void): Answer {
    this.received.push(delivery)
    for (const check of [...this.#waiting]) check()
    const answer = this.#answers[Math.min(this.#answered++, this.#answers.length - 1)] ?? 'take'
    if (answer === 'hang') this.#hanging.push(take)
    return answer
  }

  release(): void {
    for (const take of this.#hanging.splice(0)) take()
  }

  waitFor(count: number): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.received.length < count) return
        this.#waiting.delete(check)
        resolve()
      }
      this.#waiting.add(check)
      check()
    })
  }
}
