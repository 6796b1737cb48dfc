import type { ForwardOutcome } from './forward.ts'

/** Counts what was seen, for the last line. */
export interface Summary {
  /** `before` is the id dealt with before this event: listening again since it begins with this one. */
  count(outcome: ForwardOutcome | undefined, before: string): void
  text(): string
}

export function createSummary(forwarding: boolean): Summary {
  let seen = 0
  let accepted = 0
  let refused = 0
  let lost = 0
  let resumeFrom: string | undefined
  return {
    count(outcome, before) {
      seen++
      if (!outcome) return
      if (outcome.kind === 'answered' && outcome.answer.status < 300) accepted++
      else {
        if (outcome.kind === 'answered') refused++
        else lost++
        resumeFrom ??= before
      }
    },
    text() {
      const events = `${seen} ${seen === 1 ? 'event' : 'events'}`
      if (!forwarding) return `\n${events}.`
      const counts = `${events}: ${accepted} accepted, ${refused} answered with an error, ${lost} not delivered.`
      return `\n${counts}${resumeFrom === undefined ? '' : `\nTo send them again from the first that failed: --since ${resumeFrom}`}`
    },
  }
}
