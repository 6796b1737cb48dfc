import { type Endpoint, type EndpointInput, HubbubError } from '@hubbub/sdk'
import type { Said } from '../../../strings/sentences.ts'
import { stepsOf, toText } from './durations.ts'
import { type FilterFault, readFilter } from './filter.ts'

/** What stands in the form. */
export interface Values {
  readonly url: string
  /** Of another kind of destination than a URL: its address, which stays. */
  readonly urlFixed: boolean
  readonly description: string
  readonly events: readonly string[]
  readonly some: boolean
  readonly accounts: readonly string[]
  readonly format: Endpoint['format']
  readonly filter: string
  readonly retries: 'default' | 'own' | 'none'
  readonly schedule: string
  /** Seconds. */
  readonly timeout: string
  /** A second. */
  readonly rateLimit: string
  readonly inOrder: boolean
  /** One's own, when it is made. */
  readonly secret: string
}

export type Field =
  | 'url'
  | 'description'
  | 'events'
  | 'accounts'
  | 'format'
  | 'filter'
  | 'retrySchedule'
  | 'timeoutMs'
  | 'rateLimit'
  | 'ordering'
  | 'secret'

/** What is wrong, before the hub is asked. */
export type Fault =
  | {
      readonly kind:
        | 'urlMissing'
        | 'urlForm'
        | 'urlScheme'
        | 'noEvents'
        | 'noAccounts'
        | 'schedule'
        | 'timeout'
        | 'rateLimit'
        | 'secret'
    }
  | { readonly kind: 'filter'; readonly fault: FilterFault }

export type Faults = Partial<Record<Field, Fault>>

const MAX_STEPS = 20
const MIN_SECRET = 8

export function valuesOf(webhook?: Endpoint): Values {
  const steps = webhook?.retrySchedule
  return {
    url: webhook?.url ?? '',
    urlFixed: Boolean(webhook?.destination),
    description: webhook?.description ?? '',
    events: webhook?.events ?? [],
    some: webhook !== undefined && webhook.accounts !== null,
    accounts: webhook?.accounts ?? [],
    format: webhook?.format ?? 'standard',
    filter: webhook?.filter ? JSON.stringify(webhook.filter, null, 2) : '',
    retries: steps ? (steps.length === 0 ? 'none' : 'own') : 'default',
    schedule: steps?.map(toText).join(', ') ?? '',
    timeout: webhook?.timeoutMs ? String(webhook.timeoutMs / 1000) : '',
    rateLimit: webhook?.rateLimit ? String(webhook.rateLimit) : '',
    inOrder: webhook?.ordering === 'conversation',
    secret: '',
  }
}

export function faultsOf(values: Values): Faults {
  const faults: Faults = {}
  const url = urlFault(values.url.trim())
  if (url && !values.urlFixed) faults.url = url
  if (values.events.length === 0) faults.events = { kind: 'noEvents' }
  if (values.some && values.accounts.length === 0) faults.accounts = { kind: 'noAccounts' }
  const filter = readFilter(values.filter)
  if ('fault' in filter) faults.filter = { kind: 'filter', fault: filter.fault }
  const steps = stepsOf(values.schedule)
  if (values.retries === 'own' && (!steps || steps.length === 0 || steps.length > MAX_STEPS))
    faults.retrySchedule = { kind: 'schedule' }
  if (!within(values.timeout, 0.1, 300)) faults.timeoutMs = { kind: 'timeout' }
  if (!within(values.rateLimit, 1, 10_000) || values.rateLimit.includes('.')) faults.rateLimit = { kind: 'rateLimit' }
  if (values.secret !== '' && values.secret.length < MIN_SECRET) faults.secret = { kind: 'secret' }
  return faults
}

function urlFault(text: string): Fault | undefined {
  if (text === '') return { kind: 'urlMissing' }
  const url = URL.parse(text)
  if (!url) return { kind: 'urlForm' }
  return url.protocol === 'https:' || url.protocol === 'http:' ? undefined : { kind: 'urlScheme' }
}

/** Nothing, or a number in the range. */
function within(text: string, least: number, most: number): boolean {
  const number = Number(text)
  return text.trim() === '' || (number >= least && number <= most)
}

/** What the hub is told; the values are without faults. */
export function inputOf(values: Values): EndpointInput {
  const filter = readFilter(values.filter)
  const { retries } = values
  return {
    url: values.url.trim(),
    description: values.description.trim() || null,
    events: [...values.events],
    accounts: values.some ? [...values.accounts] : null,
    format: values.format,
    filter: 'filter' in filter ? filter.filter : null,
    retrySchedule: retries === 'default' ? null : retries === 'none' ? [] : (stepsOf(values.schedule) ?? null),
    timeoutMs: values.timeout.trim() === '' ? null : Math.round(Number(values.timeout) * 1000),
    rateLimit: values.rateLimit.trim() === '' ? null : Number(values.rateLimit),
    ordering: values.inOrder ? 'conversation' : 'none',
    ...(values.secret !== '' && { secret: values.secret }),
  }
}

/** The member that the hub's error is about, and what is wrong with it. */
export function refusedField(error: unknown): { field: string; said: Said } | undefined {
  if (!(error instanceof HubbubError)) return undefined
  const found = error.errors.find((each) => each.in === 'body' && each.pointer !== '')
  return found && { field: found.pointer.split('/')[1] ?? '', said: found }
}
