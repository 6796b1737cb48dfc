import { entryShapeFault } from '../meta/entries.ts'
import { handshake } from '../meta/handshake.ts'
import { SIGNATURE_HEADER, sign, verify } from '../meta/signature.ts'
import type { WebhookFacet } from '../webhook.ts'
import { FIELDS } from './fields.ts'
import { accountsOf, normalise } from './normalise.ts'
import { SAMPLES, sample } from './samples.ts'

const OBJECTS = ['whatsapp_business_account']

export const webhook: WebhookFacet = {
  callback: 'app',
  signatureHeader: SIGNATURE_HEADER,
  fields: FIELDS,
  handshake,
  verify,
  sign,
  shapeFault: (payload) => entryShapeFault(payload, OBJECTS),
  accountsOf,
  normalise,
  samples: SAMPLES,
  sample,
}
