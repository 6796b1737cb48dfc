import { type TProperties, type TSchema, Type } from 'typebox'
import type { Params } from '../../codes/sentence.ts'
import { ID_PREFIXES, type IdKind } from '../../events/ids.ts'
import { PLATFORMS } from '../../platforms/index.ts'

/** Stands for any platform in the document. */
export const PLATFORM_EXAMPLE = PLATFORMS[0].id

/** A TypeID of that kind. */
export const publicId = (kind: IdKind, description?: string) =>
  Type.String({
    pattern: `^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    examples: [`${ID_PREFIXES[kind]}_01j5xq9zk7e8rbv3m2n4p6t8wy`],
    ...(description ? { description } : {}),
  })

export const Time = (description?: string) =>
  Type.String({ format: 'date-time', examples: ['2026-01-10T12:00:00.000Z'], ...(description ? { description } : {}) })

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const PathId = (kind: IdKind) => Type.Object({ id: publicId(kind) })

const limit = Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most.' })
const cursor = Type.String({ description: '`nextCursor` of the page before.', maxLength: 100 })

/** The query of a list: its filters, `limit` and `cursor`; anything else is refused. */
export const listQuery = <P extends TProperties>(filters: P) =>
  Type.Object(
    { ...filters, limit: Type.Optional(limit), cursor: Type.Optional(cursor) },
    { additionalProperties: false },
  )

/** The answer of a list. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({
    data: Type.Array(item),
    nextCursor: nullable(Type.String({ description: 'Pass it as `cursor` for the next page; null on the last.' })),
  })

/** A moment in a query: ISO 8601 (UTC unless it names an offset), or a duration such as `24h`, meaning that long ago. */
export const Moment = (description: string) =>
  Type.String({
    description: `${description} ISO 8601 (UTC without an offset), or a duration such as \`24h\` (that long ago).`,
    maxLength: 40,
    examples: ['2026-01-10T00:00:00Z', '24h'],
  })

export const ParamsSchema = Type.Unsafe<Params>(
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())]), {
    description: 'What a sentence about it needs: names, numbers, times in ISO 8601, lists of names.',
  }),
)

/** A code and its parameters, with an English sentence. */
export const ReasonSchema = Type.Object(
  {
    code: Type.String({ description: 'Stable; listed in docs/errors.md.', examples: ['webhook_not_enabled'] }),
    params: ParamsSchema,
    detail: Type.String({ description: 'In English, for people; it may change.' }),
  },
  {
    title: 'Reason',
    description: 'Something the hub says: a code and parameters for programs, a sentence for people.',
  },
)

/** What to do about a problem. */
export const RemedySchema = Type.Object(
  {
    ...ReasonSchema.properties,
    href: nullable(
      Type.String({ description: 'The page of the dashboard that helps.', examples: ['/accounts/acc_…'] }),
    ),
  },
  { title: 'Remedy', description: 'What to do about a problem.' },
)

const InputErrorSchema = Type.Object(
  {
    pointer: Type.String({
      description: 'JSON pointer to what the caller wrote, within the part; empty for all of it.',
      examples: ['/url'],
    }),
    in: Type.Enum(['body', 'query', 'path', 'header'], { description: 'The part of the request.' }),
    code: Type.String({ description: 'Stable; listed in docs/errors.md.', examples: ['not_http_url'] }),
    params: ParamsSchema,
    detail: Type.String(),
  },
  { title: 'InputError' },
)

export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['urn:hubbub:problem:invalid_request'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: 'The path that was called.' }),
    code: Type.String({ description: 'Stable; listed in docs/errors.md.' }),
    error: Type.String({ description: 'The same as `title`.' }),
    // Which of the reasons that the code can have; absent where it has one only.
    reason: Type.Optional(ReasonSchema),
    errors: Type.Optional(
      Type.Array(InputErrorSchema, { description: 'Of input: each place that is wrong, the most important first.' }),
    ),
    requestId: Type.String(),
  },
  { title: 'Problem', description: 'RFC 9457 problem document.' },
)

export const Json = (description?: string) => Type.Unknown(description ? { description } : {})
