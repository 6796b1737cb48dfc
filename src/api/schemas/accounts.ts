import { Type } from 'typebox'
import { PLATFORMS } from '../../platforms/index.ts'
import { LANGUAGES } from '../../platforms/texts.ts'
import { BrandSchema } from './brand.ts'
import { nullable, ParamsSchema, publicId, ReasonSchema, RemedySchema, Time } from './common.ts'
import { LimitRecipients } from './messages.ts'

const ids = PLATFORMS.map((platform) => platform.id)

export const PlatformName = Type.Enum(ids, { description: 'The platform.' })

const Subscription = Type.Object(
  {
    active: Type.Boolean({ description: 'Whether the platform pushes the events of the account.' }),
    fields: Type.Array(Type.String(), { description: 'What of; empty where the platform knows no fields.' }),
    problem: nullable(Type.String({ description: 'What is wrong.' })),
    reason: nullable(ReasonSchema),
  },
  { title: 'Subscription' },
)

const Token = Type.Object(
  {
    kind: Type.String({ examples: ['page'] }),
    scopes: Type.Array(Type.String()),
    missingScopes: Type.Array(Type.String(), { description: 'Needed for what the hub does, and not granted.' }),
    expiresAt: nullable(Time('Null: it does not expire, or the platform does not say.')),
    renewedAt: nullable(Time('When the hub last renewed it.')),
  },
  { title: 'AccountToken' },
)

const rejection = {
  at: Time(),
  cause: Type.String({ examples: ['signature_mismatch'] }),
  detail: Type.String(),
  hint: Type.String({ description: 'What to do about it.' }),
}

const Handshake = Type.Object(
  { at: Time(), ok: Type.Boolean({ description: 'The verify token was the right one.' }) },
  { title: 'Handshake' },
)

const Problem = Type.Object(
  {
    code: Type.String({ description: 'Stable; listed in docs/errors.md.', examples: ['token_expiring'] }),
    params: ParamsSchema,
    detail: Type.String(),
    cause: nullable(ReasonSchema),
    remedy: RemedySchema,
  },
  { title: 'AccountProblem' },
)

export const AccountSchema = Type.Object(
  {
    id: publicId('account'),
    platform: Type.String(),
    externalId: Type.String({ description: "The platform's own id." }),
    username: nullable(Type.String()),
    name: nullable(Type.String()),
    state: Type.Enum(['discovered', 'connected', 'disconnected'], {
      description: '`discovered`: its events come in, but the hub has no credentials to act for it.',
    }),
    pictureUrl: nullable(Type.String()),
    followers: nullable(Type.Integer()),
    quality: nullable(Type.String({ description: "The platform's own words." })),
    qualityReason: nullable(ReasonSchema),
    login: nullable(Type.Enum(['token', 'oauth'])),
    connectedAt: nullable(Time()),
    connectedBy: nullable(Type.String()),
    disconnectedAt: nullable(Time()),
    disconnectedCode: nullable(
      Type.String({ description: 'Why, as a code; null for what an older version did.', examples: ['token_refused'] }),
    ),
    disconnectedParams: nullable(ParamsSchema),
    disconnectedReason: nullable(Type.String()),
    token: nullable(Token),
    subscription: nullable(Subscription),
    webhookUrl: Type.String({ description: "The account's own callback address." }),
    callbackUrl: nullable(
      Type.String({ description: 'The address that the hub gave the platform; null where a person enters it there.' }),
    ),
    inspectedAt: nullable(Time('When the platform last answered for it.')),
    inspectError: nullable(Type.String({ description: 'Why the last check could not be finished.' })),
    lastEventAt: nullable(Time()),
    lastRejection: nullable(
      Type.Object(rejection, {
        description: 'Of its own address, or of the one that all accounts of the platform share.',
      }),
    ),
    problems: Type.Array(Problem, { description: 'What to look at; empty when all is well.' }),
    createdAt: Time(),
    updatedAt: Time(),
  },
  { title: 'Account' },
)

export const AccountDetail = Type.Object(
  {
    ...AccountSchema.properties,
    lastHandshake: nullable(Handshake),
    traffic: Type.Object(
      {
        since: Time(),
        events: Type.Integer({ description: 'At most 100,000 are counted.' }),
        rejections: Type.Integer({ description: 'Refused requests to its own address, or to the one all share.' }),
      },
      { description: 'Of the last 24 hours.' },
    ),
  },
  { title: 'AccountDetail' },
)

const credentials = Type.Record(Type.String(), Type.Unknown(), {
  description: 'As `credentials` of the platform at `GET /api/v1/platforms` says. Kept sealed, and never shown again.',
})
const name = Type.String({ minLength: 1, maxLength: 200, description: 'Shown instead of what the platform says.' })
const closed = { additionalProperties: false }

export const AccountInput = Type.Object(
  {
    platform: PlatformName,
    credentials,
    name: Type.Optional(name),
    username: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'When given, the account must be called so.' }),
    ),
  },
  { title: 'AccountInput', ...closed },
)

export const AccountChange = Type.Object(
  {
    credentials: Type.Optional(credentials),
    name: Type.Optional(nullable(name)),
  },
  { title: 'AccountChange', minProperties: 1, ...closed },
)

export const Disconnected = Type.Object(
  {
    account: AccountSchema,
    unsubscribed: Type.Boolean({ description: 'Whether the platform pushes its events no more.' }),
    problem: nullable(Type.String({ description: 'Why not, and how to end it by hand.' })),
    reason: nullable(ReasonSchema),
  },
  { title: 'DisconnectedAccount' },
)

export const SubscribeInput = Type.Object(
  {
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description:
          'Webhook fields, kept for when it has to be subscribed again; default: those given last, or those marked so at ' +
          '`GET /api/v1/platforms`.',
      }),
    ),
  },
  closed,
)

export const CapabilitiesSchema = Type.Object(
  {
    sends: Type.Array(Type.String()),
    quotes: Type.Boolean({ description: '`replyTo` is understood.' }),
    maxTextLength: Type.Integer(),
    textUnit: Type.Enum(['bytes', 'characters', 'utf16']),
    windowHours: nullable(Type.Number({ description: 'Hours after the last message in which it may be answered.' })),
  },
  { title: 'Capabilities' },
)

const Limit = Type.Object({
  scope: Type.Enum(['send', 'recipient', 'calls']),
  recipients: nullable(LimitRecipients),
  types: nullable(Type.Array(Type.String(), { description: 'Messages of these types only.' })),
  max: Type.Number(),
  perMs: Type.Number(),
  burst: nullable(Type.Number()),
})

export const AccountTest = Type.Object(
  {
    ok: Type.Boolean({ description: 'The platform takes the credentials and pushes the events.' }),
    latencyMs: nullable(Type.Integer({ description: 'Of one call to the platform.' })),
    error: nullable(
      Type.Object({
        kind: Type.String({ examples: ['auth'] }),
        code: nullable(Type.String({ description: "The platform's own." })),
        detail: Type.String(),
      }),
    ),
    capabilities: CapabilitiesSchema,
    account: AccountSchema,
  },
  { title: 'AccountTest' },
)

export const PlatformsQuery = Type.Object(
  {
    language: Type.Optional(
      Type.Enum([...LANGUAGES], {
        default: 'en',
        description: 'Of the texts: of steps, fields, samples, credentials and reasons.',
      }),
    ),
  },
  closed,
)

const text = (description: string) => nullable(Type.String({ description }))

const Console = Type.Object(
  {
    title: Type.String(),
    url: Type.String({ description: 'The page where it is done.' }),
    steps: Type.Array(Type.String(), { description: 'What a person does there, in order.' }),
    owner: text('Who makes the handshake, and can be asked where the events of the app go.'),
    cannotAsk: text('Why the platform cannot be asked about the app, where that is so.'),
    noFields: text('Said where there are no fields to subscribe.'),
    noHandshake: text('Said where there is no handshake.'),
    call: text('The button that makes the platform call the address of an account; null where there is none.'),
  },
  { title: 'PlatformConsole' },
)

export const PlatformSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    brand: BrandSchema,
    summary: Type.String({ description: 'What comes in from it.' }),
    console: Console,
    callback: Type.Enum(['app', 'account'], {
      description: '`app`: a person sets one address for all accounts; `account`: the hub sets one for each account.',
    }),
    tokens: Type.Record(Type.String(), Type.String(), { description: 'The kinds of its tokens, in words.' }),
    credentials: Type.Record(Type.String(), Type.Unknown(), {
      description: 'JSON Schema of what connecting an account takes; each member has a title and a description.',
    }),
    capabilities: CapabilitiesSchema,
    limits: Type.Array(Limit),
    fields: Type.Array(Type.Object({ name: Type.String(), description: Type.String(), default: Type.Boolean() }), {
      description: 'What can be subscribed; empty where everything comes.',
    }),
    handshake: Type.Boolean({ description: 'The platform asks for a verify token before it sends.' }),
    callbackUrl: Type.String({ description: 'Give this address to the platform.' }),
    verifyToken: nullable(
      Type.String({
        description: 'Give it this token too. Null: without a handshake, and for keys with the role `read`.',
      }),
    ),
    lastHandshake: nullable(Handshake),
    lastEventAt: nullable(Time('Of any of its accounts.')),
    lastRejection: nullable(Type.Object(rejection)),
    login: Type.Object({
      name: nullable(Type.String({ description: 'Where people log in; null: there is no login.' })),
      available: Type.Boolean({ description: 'Accounts can be connected with `GET /api/v1/connect/{platform}`.' }),
      redirectUrl: nullable(Type.String({ description: 'To be allowed in the settings of the app.' })),
      problem: nullable(Type.String({ description: 'Why not.' })),
      reason: nullable(ReasonSchema),
    }),
    samples: Type.Array(Type.Object({ kind: Type.String(), description: Type.String() })),
    reasons: Type.Record(Type.String(), Type.String(), {
      description: 'Sentences for the codes of reasons that only this platform has; `{name}` stands for a parameter.',
    }),
    warnings: Type.Array(Type.String()),
  },
  { title: 'Platform' },
)

export const PlatformTest = Type.Object(
  {
    asked: Type.Boolean({
      description: 'False: the platform, or what the hub knows of the app, allows no such question.',
    }),
    ok: Type.Boolean(),
    callbackUrl: nullable(Type.String({ description: 'Where the platform sends the events of the app.' })),
    fields: Type.Array(Type.String()),
    problem: nullable(Type.String({ description: 'What is wrong.' })),
    reason: nullable(ReasonSchema),
  },
  { title: 'PlatformTest' },
)
