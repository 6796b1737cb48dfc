import { record } from '../json.ts'
import { createEntries, entryShapeFault } from '../meta/entries.ts'
import { handshake } from '../meta/handshake.ts'
import { messagingDraft } from '../meta/messaging.ts'
import { SIGNATURE_HEADER, sign, verify } from '../meta/signature.ts'
import type { WebhookFacet } from '../webhook.ts'
import { changeDraft } from './changes.ts'
import { FIELDS } from './fields.ts'
import { messengerDraft } from './messenger.ts'
import { isPersonal } from './personal.ts'
import { SAMPLES, sample } from './samples.ts'

const OBJECTS = ['page', 'user', 'permissions']

const entries = createEntries({
  platform: 'facebook',
  messaging: (context) => messagingDraft(context, messengerDraft),
  change: changeDraft,
  personal: isPersonal,
  loneChange: true,
})

export const webhook: WebhookFacet = {
  callback: 'app',
  signatureHeader: SIGNATURE_HEADER,
  fields: FIELDS,
  handshake,
  verify,
  sign,
  shapeFault,
  accountsOf: entries.accountsOf,
  normalise: entries.normalise,
  samples: SAMPLES,
  sample,
}

function shapeFault(payload: unknown): string | undefined {
  const body = record(payload)
  // Parts of the documentation have a change on its own, without `object` and `entry`.
  if (body && body.entry === undefined && typeof body.field === 'string' && body.value !== undefined) return undefined
  return entryShapeFault(payload, OBJECTS)
}
