import { Type } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { CATALOGUE, EVENT_TYPES, type EventType, exampleOf, isEventType } from '../events/catalogue.ts'
import { renderDelivery, standardBody } from '../events/envelope.ts'
import type { EventAccount, RenderedEvent } from '../events/formats/format.ts'
import type { NormalisedEvent } from '../events/normalised.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { EndpointFormat } from '../store/schema.ts'
import type { ApiInstance } from './app.ts'
import { type EventTypeBody, EventTypeSamples, EventTypeSchema } from './schemas/event-types.ts'

/** Of the samples: made up, and always the same. */
const AT = new Date('2026-01-10T12:00:00.000Z')
const EVENT_ID = '019ba7d2-3800-7000-8000-000000000001'
const WORKSPACE_ID = '019ba7d2-3800-7000-8000-000000000002'
const ACCOUNT_ID = '019ba7d2-3800-7000-8000-000000000003'

/** The platform's id of an account, where its samples name none. */
const SAMPLE_ACCOUNT = '17841400000000000'

/** Types that the hub itself makes for accounts of the platforms it can act for. */
const MADE_FOR_ACCOUNTS: readonly EventType[] = [
  'message.replied',
  'message.failed',
  'account.connected',
  'account.disconnected',
]

export function eventTypeRoutes(app: ApiInstance): void {
  let types: EventTypeBody[] | undefined
  app.get(
    '/api/v1/event-types',
    {
      schema: {
        operationId: 'listEventTypes',
        tags: ['Events'],
        summary: 'Every type of event, with a sample',
        response: { 200: Type.Object({ data: Type.Array(EventTypeSchema) }) },
      },
    },
    async (_request, reply) => {
      types ??= readTypes()
      reply.header('cache-control', 'private, max-age=300')
      return { data: types }
    },
  )

  app.get(
    '/api/v1/event-types/:type/samples',
    {
      schema: {
        operationId: 'getEventTypeSamples',
        tags: ['Events'],
        summary: 'A delivery of a type in every format',
        params: Type.Object({ type: Type.String({ examples: ['message.received'] }) }),
        response: { 200: EventTypeSamples },
      },
    },
    async (request, reply) => {
      const { type } = request.params
      if (!isEventType(type)) throw refusal('no_event_type', { id: type.slice(0, 100) })
      const found = readSamples().find(({ event }) => event.type === type)
      const { event, account } = sampleOf(type, found)
      const render = (format: EndpointFormat) => renderDelivery(format, event, account)
      reply.header('cache-control', 'private, max-age=300')
      return {
        standard: render('standard'),
        flat: render('flat'),
        cloudevents: render('cloudevents'),
        raw: render('raw'),
      }
    },
  )
}

function readSamples() {
  return PLATFORMS.flatMap((platform) =>
    platform.webhook.samples.flatMap((kind) =>
      platform.webhook.normalise(platform.webhook.sample(kind), AT).map((event) => ({ platform: platform.id, event })),
    ),
  )
}

function readTypes(): EventTypeBody[] {
  const samples = readSamples()
  return EVENT_TYPES.map((type) => {
    const found = samples.filter((sample) => sample.event.type === type)
    const { event, account } = sampleOf(type, found[0])
    return {
      type,
      group: CATALOGUE[type].group,
      description: CATALOGUE[type].description,
      platforms: platformsOf(type, found),
      sample: standardBody(event, account),
    }
  })
}

function platformsOf(type: EventType, found: readonly { platform: string }[]): string[] {
  const made = MADE_FOR_ACCOUNTS.includes(type) ? PLATFORMS.map(({ id }) => id) : []
  const platforms = [...new Set([...found.map(({ platform }) => platform), ...made])]
  return platforms.length === 0 && CATALOGUE[type].group === 'hub' ? ['hub'] : platforms
}

/** An event of the platforms as they send it, else the example of the catalogue. */
function sampleOf(
  type: EventType,
  found: { platform: string; event: NormalisedEvent } | undefined,
): { event: RenderedEvent; account: EventAccount | undefined } {
  const data = found?.event.data ?? exampleOf(type, PLATFORMS[0].id)
  const platform = found?.platform ?? (typeof data.platform === 'string' ? data.platform : undefined)
  const externalId = found?.event.accountExternalId || SAMPLE_ACCOUNT
  return {
    event: {
      id: EVENT_ID,
      workspaceId: WORKSPACE_ID,
      type,
      platform: platform ?? 'hub',
      occurredAt: AT,
      data: JSON.stringify(data),
      raw: JSON.stringify(found?.event.raw ?? {}),
    },
    account: platform === undefined ? undefined : { id: ACCOUNT_ID, platform, externalId, username: 'yourbrand' },
  }
}
