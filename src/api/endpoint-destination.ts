import { invalid, invalidAll, namedError } from '../codes/input.ts'
import type { Destination, DestinationConfig } from '../destinations/destination.ts'
import type { Destinations } from '../destinations/index.ts'
import { HubError } from '../errors.ts'
import type { Guard } from '../lib/net/guard.ts'
import type { EndpointRow } from '../store/endpoints/read.ts'
import type { DestinationBody } from './schemas/destinations.ts'

/** What a caller may say of a destination: `url` means the kind that has nothing else. */
export interface DestinationInput {
  readonly url?: string
  readonly destination?: DestinationBody | null
}

/** What destinations are checked by. */
export interface DestinationRules {
  readonly destinations: Destinations
  readonly guard: Guard
}

export interface WantedDestination {
  readonly destination: Destination
  readonly config: DestinationConfig
}

/**
 * The destination of a new webhook, checked.
 * @throws HubError unsafe_url or invalid_request naming the member.
 */
export function newDestination(rules: DestinationRules, input: DestinationInput): WantedDestination {
  const wanted = wantedDestination(rules, input)
  if (!wanted) throw invalid('body/url', 'required')
  return wanted
}

/**
 * The columns of a destination that a caller changes, checked; a webhook keeps its kind.
 * @throws HubError unsafe_url or invalid_request naming the member.
 */
export function destinationChange(
  rules: DestinationRules,
  input: DestinationInput,
  current: EndpointRow,
): { config?: DestinationConfig } {
  const { destinations } = rules
  // What an answer shows may be written back: there `url` is the address of any kind.
  const isAddress = input.url === destinations.addressOf(current) && current.kind !== destinations.byUrl.kind
  const wanted = wantedDestination(rules, isAddress ? { destination: input.destination } : input)
  if (!wanted) return {}
  if (wanted.destination.kind !== current.kind)
    throw invalid(input.destination ? 'body/destination/kind' : 'body/url', 'destination_kind_kept', {
      kind: current.kind,
    })
  return { config: wanted.config }
}

/** The destination as the API shows it; null for one that is all said by its `url`. */
export function destinationView({ byUrl }: Destinations, { kind, config }: EndpointRow): DestinationBody | null {
  return kind === byUrl.kind ? null : { kind, ...config }
}

function wantedDestination(
  { destinations, guard }: DestinationRules,
  { url, destination: given }: DestinationInput,
): WantedDestination | undefined {
  if (url !== undefined && given) throw invalid('body/destination', 'url_or_destination')
  if (url !== undefined) return checked(destinations.byUrl, { url }, 'body', guard)
  if (!given) return undefined
  const { kind, ...config } = given
  const destination = destinations.find(kind)
  if (!destination)
    throw invalid('body/destination/kind', 'not_one_of', { allowed: destinations.all.map((each) => each.kind) })
  return checked(destination, config, 'body/destination', guard)
}

function checked(destination: Destination, config: DestinationConfig, place: string, guard: Guard): WantedDestination {
  const fault = destination.faultOf(config, guard)
  if (!fault) return { destination, config }
  const error = namedError(`${place}${fault.pointer}`, fault.code, fault.params)
  if (fault.code === 'unsafe_url') throw new HubError('unsafe_url', error.detail, { errors: [error] })
  throw invalidAll([error])
}
