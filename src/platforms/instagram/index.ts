import { record } from '../json.ts'
import { handshake } from '../meta/handshake.ts'
import { SIGNATURE_HEADER, sign, verify } from '../meta/signature.ts'
import type { Platform } from '../platform.ts'
import { FIELDS } from './fields.ts'
import { accountsOf, normalise } from './normalise.ts'
import { SAMPLES, sample } from './samples.ts'

export const instagram: Platform = {
  id: 'instagram',
  name: 'Instagram',
  signatureHeader: SIGNATURE_HEADER,
  fields: FIELDS,
  handshake,
  verify,
  sign,
  shapeFault,
  accountsOf,
  normalise,
  samples: SAMPLES,
  sample,
}

function shapeFault(payload: unknown): string | undefined {
  const body = record(payload)
  if (!body) return 'the body is not a JSON object'
  if (body.object !== 'instagram') return '`object` is not "instagram"'
  return Array.isArray(body.entry) ? undefined : '`entry` is not a list'
}
