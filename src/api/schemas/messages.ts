import { type Static, type TSchema, Type } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { inputError } from '../../codes/input.ts'
import type { InputError } from '../../codes/sentence.ts'
import { validationErrors } from '../../codes/validation.ts'
import { OutboundContent } from '../../platforms/outbound.ts'
import { nulFault } from '../validation.ts'
import { Json, listQuery, Moment, nullable, ParamsSchema, PLATFORM_EXAMPLE, publicId, Time } from './common.ts'

const optional = Type.Optional
/** No control characters: ids of platforms have none. */
const platformId = (description: string) =>
  Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$', description })

const account = Type.String({
  minLength: 1,
  maxLength: 250,
  description: 'An `acc_` id, or `platform:externalId`.',
  examples: ['acc_01j5xq9zk7e8rbv3m2n4p6t8wy', `${PLATFORM_EXAMPLE}:17841400000000000`],
})

const common = {
  account,
  to: optional(platformId("The platform's id of the person, group or room.")),
  conversationId: optional(platformId('The `conversationId` of an event; the same as `to`.')),
  replyTo: optional(platformId("The platform's id of a message to quote.")),
  quoteToken: optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'Quotes a message that the hub does not know, where the platform quotes by a token.',
    }),
  ),
  humanAgent: optional(
    Type.Boolean({ description: 'A person wrote it: some platforms take it after the window for answers has closed.' }),
  ),
  wait: optional(Type.Boolean({ default: true, description: 'Wait up to 8 seconds for the answer of the platform.' })),
}
const COMMON = new Set(Object.keys(common))

const contents = OutboundContent.anyOf
const requests = contents.map((content) =>
  Type.Object({ ...common, ...content.properties }, { additionalProperties: false }),
)

/** What `POST /api/v1/messages` takes: one of the contents, and where it goes. */
export const MessageInput = Type.Union(requests, { title: 'MessageInput' })

type Common = Static<ReturnType<typeof commonObject>>
const commonObject = () => Type.Object(common)

export interface ReadMessageInput {
  readonly common: Common
  readonly content: OutboundContent
}

const validators = new Map<string, Validator>()
const TYPES = contents.map((content) => content.properties.type.const)

/** The body as request and content, or what is wrong with it: of the content that its `type` names. */
export function readMessageInput(body: unknown): ReadMessageInput | { readonly errors: readonly InputError[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { errors: [inputError('body', 'wrong_type', { type: 'object' })] }
  const nul = nulFault(body)
  if (nul) return { errors: validationErrors([nul]) }
  const type = 'type' in body ? body.type : undefined
  const index = TYPES.findIndex((each) => type === each && each !== undefined)
  const schema: TSchema | undefined = requests[index]
  if (!schema) return { errors: [inputError('body/type', 'not_one_of', { allowed: TYPES })] }
  const validator = validators.get(String(type)) ?? Compile(schema)
  validators.set(String(type), validator)
  if (!validator.Check(body)) return { errors: validationErrors(validator.Errors(body)) }
  const entries = Object.entries(body)
  return {
    common: Object.fromEntries(entries.filter(([name]) => COMMON.has(name))) as Common,
    content: Object.fromEntries(entries.filter(([name]) => !COMMON.has(name))) as OutboundContent,
  }
}

export const MessageStatusSchema = Type.Enum(
  ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'],
  { description: '`unknown`: no answer came, so it may have been sent; it is not sent again by itself.' },
)

export const ResolveInput = Type.Object(
  {
    outcome: Type.Enum(['arrived', 'send_again'], {
      description: '`arrived`: it was seen at the platform, and counts as sent. `send_again`: it is queued again.',
    }),
  },
  { additionalProperties: false, title: 'ResolveMessage' },
)

export const MessageSchema = Type.Object(
  {
    id: publicId('message'),
    account: publicId('account'),
    platform: Type.String(),
    conversationId: Type.String(),
    to: Type.String(),
    type: Type.String({ examples: ['text'] }),
    content: Json('What was asked to be sent.'),
    replyTo: nullable(Type.String()),
    sentBy: Type.String({ description: 'The name of the API key.' }),
    status: MessageStatusSchema,
    platformMessageId: nullable(Type.String({ description: 'Events name the message by it.' })),
    via: nullable(
      Type.String({
        description: 'message, template or action; where answers to an event are free of charge, reply or push.',
      }),
    ),
    attempts: Type.Integer(),
    error: nullable(
      Type.Object({
        kind: Type.String({ description: 'auth, permission, window, rate, invalid, not-found or unavailable.' }),
        code: Type.String({
          description: 'As the `reason` of a refused send; listed in docs/errors.md.',
          examples: ['window_refused'],
        }),
        params: ParamsSchema,
        platformCode: nullable(Type.String()),
        message: Type.String({ description: 'In English, for people; it may change.' }),
        retryable: Type.Boolean(),
      }),
    ),
    wait: nullable(
      Type.Object(
        {
          reason: nullable(Type.String({ description: 'line, rate_limit, usage or retry.' })),
          notBefore: nullable(Time('At the earliest.')),
          place: Type.Integer({ description: 'How many messages of the account go before it.' }),
        },
        { description: 'What a queued message waits for.' },
      ),
    ),
    createdAt: Time(),
    sentAt: nullable(Time()),
    deliveredAt: nullable(Time()),
    readAt: nullable(Time()),
    failedAt: nullable(Time()),
  },
  { title: 'Message' },
)
export type MessageBody = Static<typeof MessageSchema>

export const MessageQuery = listQuery({
  account: optional(account),
  status: optional(MessageStatusSchema),
  conversation: optional(Type.String({ maxLength: 200 })),
  since: optional(Moment('Asked for at or after.')),
  until: optional(Moment('Asked for before.')),
})

export const LimitRecipients = Type.Enum(['groups'], { description: 'Of limits per recipient: only of these.' })

export const HeadRoomSchema = Type.Object(
  {
    limits: Type.Array(
      Type.Object({
        scope: Type.Enum(['send', 'recipient', 'calls']),
        recipients: nullable(LimitRecipients),
        types: nullable(Type.Array(Type.String(), { description: 'Messages of these types only.' })),
        max: Type.Number(),
        perMs: Type.Number({ description: 'Milliseconds that `max` is for.' }),
        burst: Type.Number({ description: 'How many at once.' }),
        available: Type.Number({ description: 'How many at once now; per recipient: to one that got nothing yet.' }),
      }),
    ),
    heldUntil: nullable(Time('Nothing is sent before.')),
    reason: nullable(
      Type.String({ description: 'rate_limit: the platform refused; usage: its limit is nearly used.' }),
    ),
    usage: nullable(
      Type.Number({ description: 'Share of its limits that is used, as the platform last said, within an hour.' }),
    ),
    queued: Type.Integer({ description: 'Messages in line; at most 10,000 are counted.' }),
  },
  { title: 'HeadRoom' },
)

export const MediaQuery = Type.Object({ account: optional(account) }, { additionalProperties: false })
export const MediaParams = Type.Object({
  account,
  mediaId: Type.String({ pattern: '^[A-Za-z0-9_=-]{1,512}$', description: "The platform's id of the file." }),
})
export const MediaAnswer = Type.Object(
  { mediaId: Type.String({ description: 'For `mediaId` of a message.' }) },
  { title: 'Media' },
)
