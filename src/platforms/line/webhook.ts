import type { WebhookFacet } from '../webhook.ts'
import { accountsOf, normalise, shapeFault } from './normalise.ts'
import { SAMPLES, sample } from './samples.ts'
import { SIGNATURE_HEADER, sign, verify } from './signature.ts'

/** LINE has no handshake, and pushes every kind of event to each channel that receives any. */
export const webhook: WebhookFacet = {
  callback: 'account',
  signatureHeader: SIGNATURE_HEADER,
  fields: [],
  verify,
  sign,
  shapeFault,
  accountsOf,
  normalise,
  samples: SAMPLES,
  sample,
}
