import type { Platform } from '../platform.ts'
import { accountsOf, normalise, shapeFault } from './normalise.ts'
import { SAMPLES, sample } from './samples.ts'
import { SIGNATURE_HEADER, sign, verify } from './signature.ts'

/** LINE has no handshake, and pushes every kind of event to whoever receives any: there is nothing to subscribe to. */
export const line: Platform = {
  id: 'line',
  name: 'LINE',
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
