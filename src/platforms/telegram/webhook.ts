import type { WebhookFacet } from '../webhook.ts'
import { accountsOf, normalise, shapeFault } from './normalise.ts'
import { SAMPLE_BOT, SAMPLES, sample } from './samples.ts'
import { SECRET_HEADER, sign, verify } from './secret-header.ts'

/** Each bot has an address and a secret of its own; one update a request. */
export const webhook: WebhookFacet = {
  callback: 'account',
  signatureHeader: SECRET_HEADER,
  secretInHeader: true,
  accountInAddress: { sample: SAMPLE_BOT },
  fields: [],
  verify,
  sign,
  shapeFault,
  accountsOf,
  normalise,
  samples: SAMPLES,
  sample,
}
