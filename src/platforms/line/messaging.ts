import { asGiven, type MessagingFacet } from '../messaging.ts'
import { CAPABILITIES, RATE_LIMITS } from './limits.ts'
import { replyTokenDeadline } from './reply-token.ts'
import { check } from './send.ts'

/** A friend can be written to at any time; an answer by the token of an event is free of charge. */
export const messaging: MessagingFacet = {
  capabilities: CAPABILITIES,
  limits: RATE_LIMITS,
  window: undefined,
  deduplicatesByKey: true,
  quotesByToken: true,
  answerToken: { deadline: replyTokenDeadline },
  anonymousSenders: true,
  recipient: asGiven,
  check,
}
