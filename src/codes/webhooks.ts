import { reasonsOf } from './sentence.ts'

/** Every code a problem of a webhook can have. */
export const WEBHOOK_PROBLEMS = {
  disabled: 'It was disabled.',
  failing: 'Every attempt has failed since {since} ({failures}).',
} as const

/** Every code of why the hub disabled a webhook. */
export const DISABLE_CAUSES = {
  answered_gone: 'The application answered 410 Gone.',
  wants_no_more: 'It wants nothing more: {said}',
  only_failures: 'Every delivery has failed since {since}.',
} as const

/** What is wrong with a queue: by stage, and by how long something has been due. */
export const QUEUE_PROBLEMS = {
  processing_slow: 'Something has been due for {seconds} seconds.',
  processing_stalled: 'Something has been due for {seconds} seconds.',
  delivering_slow: 'Something has been due for {seconds} seconds.',
  delivering_stalled: 'Something has been due for {seconds} seconds.',
} as const

/** Why something of the hub's own work did not succeed. */
export const WORK_CAUSES = {
  processing_failed: '{said}',
  message_failed: '{said}',
  message_unknown: '{said}',
} as const

export const workCause = reasonsOf(WORK_CAUSES)
export const webhookProblem = reasonsOf(WEBHOOK_PROBLEMS)
export const disableCause = reasonsOf(DISABLE_CAUSES)
export const queueProblem = reasonsOf(QUEUE_PROBLEMS)
