import { Type } from 'typebox'
import { Json, listQuery, Moment, nullable, publicId, Time } from './common.ts'

export const RejectionSchema = Type.Object(
  {
    id: publicId('rejection'),
    receivedAt: Time(),
    platform: Type.String(),
    account: nullable(Type.String()),
    route: Type.String(),
    cause: Type.String({ examples: ['signature_mismatch'] }),
    detail: Type.String(),
    hint: Type.String({ description: 'What to do about it.' }),
    remoteAddress: nullable(Type.String()),
    headers: Type.Record(Type.String(), Type.Unknown()),
    bodySize: Type.Integer(),
    bodySample: nullable(Type.String()),
    weight: Type.Integer({ description: 'How many refused requests this row stands for.' }),
  },
  { title: 'Rejection' },
)

export const RejectionQuery = listQuery({
  platform: Type.Optional(Type.String()),
  cause: Type.Optional(Type.String()),
  since: Type.Optional(Moment('Refused at or after.')),
  until: Type.Optional(Moment('Refused before.')),
})

export const RejectionPage = Type.Object({
  data: Type.Array(RejectionSchema),
  nextCursor: nullable(Type.String()),
  counts: Type.Array(
    Type.Object({
      platform: Type.String(),
      cause: Type.String(),
      count: Type.Number(),
      hint: Type.String(),
    }),
    { description: 'All refused requests by cause, since `since` (default 24 h), in whole hours.' },
  ),
})

export const KeySchema = Type.Object(
  {
    id: publicId('apiKey'),
    name: Type.String(),
    role: Type.Enum(['admin', 'read']),
    operator: Type.Boolean({ description: 'It may make workspaces, and act in each of them.' }),
    hint: Type.String({ description: 'The last characters of the key.' }),
    createdAt: Time(),
    lastUsedAt: nullable(Time('To the minute.')),
  },
  { title: 'ApiKey' },
)

export const KeyInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    role: Type.Optional(Type.Enum(['admin', 'read'], { description: 'Default `read`.' })),
    operator: Type.Optional(
      Type.Boolean({ description: 'Only the operator makes such keys, with role `admin`, in the first workspace.' }),
    ),
  },
  { additionalProperties: false },
)

export const KeyWithText = Type.Object(
  { ...KeySchema.properties, key: Type.String({ description: 'Shown now, and never again.' }) },
  { title: 'ApiKeyWithText' },
)

export const AuditSchema = Type.Object(
  {
    id: publicId('audit'),
    at: Time(),
    key: nullable(
      Type.Object(
        { id: publicId('apiKey'), name: nullable(Type.String()) },
        { description: 'Null: the operator of the hub.' },
      ),
    ),
    workspaceId: nullable(publicId('workspace', 'Another workspace, in which the operator acted.')),
    method: Type.String(),
    route: Type.String({ examples: ['/api/v1/webhooks/{id}'] }),
    targets: Type.Array(Type.String(), { description: 'The ids in the path, and that of what was made.' }),
    members: Type.Array(Type.String(), { description: 'Names of the members of the body.' }),
  },
  { title: 'AuditEntry' },
)

export const WorkspaceSchema = Type.Object(
  { id: publicId('workspace'), name: Type.String(), createdAt: Time() },
  { title: 'Workspace' },
)

export const WorkspaceInput = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }) },
  { additionalProperties: false },
)

const queue = Type.Object({ depth: Type.Integer(), oldestDueSeconds: Type.Number() })
export const QueuesSchema = Type.Object({ process: queue, deliver: queue })

export const SampleInput = Type.Object(
  {
    eventType: Type.String({ examples: ['messages'] }),
    accountId: Type.Optional(Type.String({ maxLength: 250 })),
    senderId: Type.Optional(Type.String({ maxLength: 250 })),
    content: Type.Optional(
      Type.Object({
        text: Type.Optional(Type.String({ maxLength: 5000 })),
        mediaUrl: Type.Optional(Type.String({ maxLength: 2000 })),
        mediaType: Type.Optional(Type.String({ maxLength: 50 })),
      }),
    ),
    userInfo: Type.Optional(Type.Object({ username: Type.Optional(Type.String({ maxLength: 200 })) })),
  },
  { title: 'SampleInput' },
)

export const AccountSampleInput = Type.Object(
  {
    eventType: Type.Optional(Type.String({ examples: ['message'] })),
    senderId: SampleInput.properties.senderId,
    content: SampleInput.properties.content,
    userInfo: SampleInput.properties.userInfo,
  },
  { title: 'AccountSampleInput' },
)

export const SampleAnswer = Type.Object(
  {
    success: Type.Boolean(),
    eventIds: Type.Array(publicId('event')),
    duplicates: Type.Integer(),
    platform: Type.String(),
    events: Type.Array(Type.Object({ id: publicId('event'), type: Type.String(), occurredAt: Time() })),
    payload: Json('The body that was made, signed and received.'),
  },
  { title: 'SampleAnswer' },
)

export const ReadySchema = Type.Object(
  { status: Type.Enum(['ready', 'stopping', 'unavailable', 'stalled']), queues: nullable(QueuesSchema) },
  { title: 'Ready' },
)
