import { createEntries, entryShapeFault } from '../meta/entries.ts'
import { handshake } from '../meta/handshake.ts'
import { messagingDraft } from '../meta/messaging.ts'
import { SIGNATURE_HEADER, sign, verify } from '../meta/signature.ts'
import type { WebhookFacet } from '../webhook.ts'
import { changeDraft } from './changes.ts'
import { FIELDS } from './fields.ts'
import { SAMPLES, sample } from './samples.ts'

const entries = createEntries({ platform: 'instagram', messaging: messagingDraft, change: changeDraft })
const OBJECTS = ['instagram']

export const webhook: WebhookFacet = {
  callback: 'app',
  signatureHeader: SIGNATURE_HEADER,
  fields: FIELDS,
  handshake,
  verify,
  sign,
  shapeFault: (payload) => entryShapeFault(payload, OBJECTS),
  accountsOf: entries.accountsOf,
  normalise: entries.normalise,
  samples: SAMPLES,
  sample,
}
