import { Type } from 'typebox'
import { nullable, ParamsSchema, publicId, ReasonSchema, RemedySchema } from './common.ts'

const detail = Type.String({ description: 'What happened, in words.' })
const queue = Type.Object({ depth: Type.Integer(), oldestDueSeconds: Type.Number() })

const AccountTrouble = Type.Object(
  {
    accountId: publicId('account'),
    platform: Type.String(),
    name: Type.String({ description: "Its name, its handle, or the platform's id." }),
    code: Type.Enum(
      ['disconnected', 'token_expired', 'token_expiring', 'missing_scopes', 'not_subscribed', 'check_failed'],
      { description: '`disconnected` and `token_expired` are critical: the hub cannot act for it.' },
    ),
    params: ParamsSchema,
    detail,
    cause: nullable(ReasonSchema),
    remedy: RemedySchema,
  },
  { title: 'AccountTrouble' },
)

const EndpointTrouble = Type.Object(
  {
    endpointId: publicId('endpoint'),
    url: Type.String(),
    code: Type.Enum(['disabled', 'failing'], {
      description: '`disabled` (critical): it gets nothing more. `failing`: no delivery has arrived for a while.',
    }),
    params: ParamsSchema,
    detail,
    cause: nullable(ReasonSchema),
    remedy: RemedySchema,
  },
  { title: 'EndpointTrouble' },
)

export const OverviewSchema = Type.Object(
  {
    status: Type.Enum(['ok', 'warning', 'critical'], { description: 'The worst of what is below.' }),
    accounts: Type.Object({
      total: Type.Integer(),
      connected: Type.Integer(),
      discovered: Type.Integer(),
      disconnected: Type.Integer(),
      problems: Type.Array(AccountTrouble, { maxItems: 20, description: 'The worst first.' }),
    }),
    endpoints: Type.Object({
      total: Type.Integer(),
      enabled: Type.Integer(),
      paused: Type.Integer(),
      disabled: Type.Integer(),
      failing: Type.Integer({ description: 'Of the enabled ones.' }),
      problems: Type.Array(EndpointTrouble, { maxItems: 20 }),
    }),
    queue: Type.Object({
      state: Type.Enum(['ok', 'slow', 'stalled'], {
        description: 'By what has been due the longest: `slow` after 30 seconds, `stalled` after 5 minutes.',
      }),
      process: queue,
      deliver: queue,
      send: queue,
      problem: nullable(
        Type.Object({
          code: Type.Enum(['processing_slow', 'delivering_slow', 'processing_stalled', 'delivering_stalled']),
          params: ParamsSchema,
          detail,
          remedy: RemedySchema,
        }),
      ),
    }),
    rejections: Type.Object({
      lastHour: Type.Number({ description: 'Refused requests of platforms in the last 60 minutes.' }),
      topCause: nullable(
        Type.Object({
          cause: Type.String({ examples: ['signature_mismatch'] }),
          count: Type.Number(),
          hint: Type.String({ description: 'What to do about it.' }),
        }),
      ),
    }),
    firstRun: Type.Object(
      { events: Type.Boolean(), endpoints: Type.Boolean(), accounts: Type.Boolean(), delivered: Type.Boolean() },
      { description: 'Which first steps are done: an event came, an endpoint is there, an account is connected, …' },
    ),
  },
  { title: 'Overview' },
)
