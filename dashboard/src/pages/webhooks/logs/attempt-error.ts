/** Why an attempt failed, as one of the causes there are words for. */
export type Cause =
  | 'timeout'
  | 'connection'
  | 'dns'
  | 'tls'
  | 'blocked'
  | 'protocol'
  | 'aborted'
  | 'gone'
  | 'redirect'
  | 'refused'
  | 'notFound'
  | 'method'
  | 'tooMany'
  | 'client'
  | 'server'
  | 'other'

const KINDS = ['timeout', 'connection', 'dns', 'tls', 'blocked', 'protocol', 'aborted'] as const
const STATUSES: Readonly<Record<number, Cause>> = {
  401: 'refused',
  403: 'refused',
  404: 'notFound',
  405: 'method',
  408: 'timeout',
  410: 'gone',
  429: 'tooMany',
}

/** The cause by the status of the answer, or by the word that the hub's error begins with. */
export function causeOf({ statusCode, error }: { statusCode: number | null; error: string | null }): Cause | undefined {
  if (error === null) return undefined
  const kind = KINDS.find((each) => error.startsWith(`${each}:`))
  if (kind) return kind
  if (statusCode === null) return 'other'
  const known = STATUSES[statusCode]
  if (known) return known
  if (statusCode >= 500) return 'server'
  if (statusCode >= 400) return 'client'
  return statusCode >= 300 ? 'redirect' : 'other'
}
