/** Every code an attempt can have that got an answer. It is counted by its status (`counted_code` in the migrations). */
export const ANSWER_CODES = {
  http_status: 'The application answered {statusCode}.',
  redirect: 'The application answered {statusCode}; redirects are not followed.',
  gone: 'The application answered {statusCode}: it wants nothing more.',
  answer_not_stored: 'The application answered {statusCode}; the answer could not be stored.',
} as const

/** Every code of why an attempt got no complete answer. */
export const NO_ANSWER_CODES = {
  timeout: 'The application did not answer in time.',
  connection: 'No connection to the application.',
  dns: 'The name of the host is unknown.',
  tls: 'The secure connection failed.',
  blocked: 'The hub may not send to this address.',
  protocol: 'The answer was not valid HTTP.',
  unknown: 'An earlier version of the hub did not note why.',
} as const

/** Every code of why a delivery was given up without another attempt. */
export const GIVE_UP_CODES = {
  endpoint_deleted: 'The webhook was deleted.',
  superseded: 'The event is delivered again as what it is understood as now.',
} as const

export type GiveUpCode = keyof typeof GIVE_UP_CODES
