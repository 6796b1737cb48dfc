/** Why an attempt failed, as one of the causes there are words for. */
export type Cause =
  | 'timeout'
  | 'connection'
  | 'dns'
  | 'tls'
  | 'blocked'
  | 'protocol'
  | 'gone'
  | 'redirect'
  | 'refused'
  | 'notFound'
  | 'method'
  | 'tooMany'
  | 'client'
  | 'server'
  | 'notStored'
  | 'unknown'
  | 'other'

const CODES: Readonly<Record<string, Cause>> = {
  timeout: 'timeout',
  connection: 'connection',
  dns: 'dns',
  tls: 'tls',
  blocked: 'blocked',
  protocol: 'protocol',
  gone: 'gone',
  redirect: 'redirect',
  answer_not_stored: 'notStored',
  unknown: 'unknown',
}
const STATUSES: Readonly<Record<number, Cause>> = {
  401: 'refused',
  403: 'refused',
  404: 'notFound',
  405: 'method',
  408: 'timeout',
  429: 'tooMany',
}

/** The cause by the code, and where that only says that there was an answer, by its status. */
export function causeOf({ code, statusCode }: { code: string | null; statusCode: number | null }): Cause | undefined {
  if (code === null) return undefined
  const cause = CODES[code]
  if (cause) return cause
  if (code !== 'http_status' || statusCode === null) return 'other'
  return STATUSES[statusCode] ?? (statusCode >= 500 ? 'server' : 'client')
}
