import type { Verdict } from '../messaging.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How an error code of the Graph API is to be treated. */
export interface GraphVerdict extends Verdict {
  /** It says of the token, not of the call: the account can be used no more. */
  readonly revoked?: boolean
  /** When the answer itself does not say; milliseconds. */
  readonly retryAfterMs?: number
  /** It holds for the recipient of the message only. */
  readonly recipientOnly?: boolean
}

const rate = (retryAfterMs: number): GraphVerdict => ({ kind: 'rate', retryAfterMs })
const later = (retryAfterMs: number): GraphVerdict => ({ kind: 'unavailable', retryAfterMs })
const capped: GraphVerdict = { kind: 'rate', retryable: false, retryAfterMs: 24 * HOUR }
const auth: GraphVerdict = { kind: 'auth', revoked: true }
const denied: GraphVerdict = { kind: 'permission', revoked: true }
/** Refused for another reason than a scope: a block that passes, a number that is not registered, … */
const permission: GraphVerdict = { kind: 'permission' }
const window: GraphVerdict = { kind: 'window' }
const invalid: GraphVerdict = { kind: 'invalid' }
const notFound: GraphVerdict = { kind: 'not-found' }

/** By code and subcode, which say more than the code alone. */
const PAIRS: Readonly<Record<string, GraphVerdict>> = {
  '4/2207051': permission,
  '9/2207042': rate(HOUR),
  '9007/2207027': later(10 * SECOND),
  '-1/2207001': later(30 * SECOND),
  '-1/2207032': later(30 * SECOND),
  '-2/2207003': later(30 * SECOND),
  '10/2018278': window,
  '10/2534022': window,
  // Alive, but a person's where a Page's is needed.
  '190/2069032': invalid,
  '100/33': notFound,
  '100/2534014': notFound,
  '100/2018001': notFound,
}

/** By subcode whatever the code: a new container is needed. */
const SUBCODES: Readonly<Record<string, GraphVerdict>> = { 2207020: invalid, 2207053: invalid }

const CODES: Readonly<Record<string, GraphVerdict>> = {
  0: auth,
  1: later(5 * SECOND),
  2: later(5 * SECOND),
  3: denied,
  4: rate(5 * MINUTE),
  9: rate(HOUR),
  10: denied,
  17: rate(5 * MINUTE),
  32: rate(5 * MINUTE),
  33: notFound,
  100: invalid,
  102: auth,
  104: auth,
  190: auth,
  368: permission,
  551: notFound,
  613: rate(MINUTE),
  803: notFound,
  80001: rate(5 * MINUTE),
  80002: rate(5 * MINUTE),
  80006: rate(5 * MINUTE),
  80007: rate(5 * MINUTE),
  80008: rate(5 * MINUTE),
  // WhatsApp
  130429: rate(5 * SECOND),
  130472: permission,
  130497: permission,
  131000: later(5 * SECOND),
  131005: permission,
  131016: later(30 * SECOND),
  131026: notFound,
  131030: permission,
  131031: permission,
  131037: permission,
  131042: permission,
  131045: permission,
  131047: window,
  131048: capped,
  131049: capped,
  131050: permission,
  131056: { ...rate(6 * SECOND), recipientOnly: true },
  131057: later(MINUTE),
  132001: notFound,
  133004: later(MINUTE),
  133010: permission,
  133016: rate(HOUR),
}

/** What a code and subcode mean; undefined for those nobody has described. */
export function verdictOf(code: number, subcode: number | undefined): GraphVerdict | undefined {
  const exact = subcode === undefined ? undefined : (PAIRS[`${code}/${subcode}`] ?? SUBCODES[subcode])
  if (exact) return exact
  const known = CODES[code]
  if (known) return known
  if (code >= 200 && code < 300) return denied
  if (code >= 80_000 && code < 80_015) return rate(5 * MINUTE)
  if (code >= 131_000 && code < 134_000) return invalid
  return undefined
}

/** What the code of a status webhook means. */
export function graphFailure(code: string): Verdict | undefined {
  return verdictOf(Number(code), undefined)
}
