import { Type } from 'typebox'
import { AccountSchema, PlatformName } from './accounts.ts'
import { nullable, publicId, ReasonSchema, Time } from './common.ts'

export const ConnectPath = Type.Object({ platform: PlatformName })

export const ConnectQuery = Type.Object(
  {
    redirect: Type.Optional(
      Type.Enum(['1', '0', 'true', 'false'], { description: '`1` sends the browser to the platform at once.' }),
    ),
    return: Type.Optional(
      Type.Enum(['dashboard'], { description: 'Where the browser ends; a page that says how it went unless given.' }),
    ),
  },
  { additionalProperties: false },
)

export const BegunLogin = Type.Object(
  {
    url: Type.String({ description: 'Open it in a browser, within 10 minutes.' }),
    sessionId: publicId('connectSession', 'For `GET /api/v1/connect/sessions/{id}`.'),
    expiresAt: Time(),
    redirectUrl: Type.String({
      description: 'Where the platform sends the person back; allow it in the app settings.',
    }),
    warnings: Type.Array(Type.String()),
  },
  { title: 'BegunLogin' },
)

export const ConnectSessionSchema = Type.Object(
  {
    id: publicId('connectSession'),
    platform: Type.String(),
    status: Type.Enum(['started', 'choosing', 'connected', 'failed']),
    candidates: Type.Array(Type.Object({ externalId: Type.String(), name: nullable(Type.String()) }), {
      description: 'While `choosing`: the accounts that the login gave access to.',
    }),
    accounts: Type.Array(AccountSchema, { description: 'Those that were connected.' }),
    error: nullable(Type.String()),
    reason: nullable(ReasonSchema),
    expiresAt: Time(),
  },
  { title: 'ConnectSession' },
)

export const Choice = Type.Object(
  {
    accounts: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: '`externalId`s of candidates.',
    }),
  },
  { additionalProperties: false },
)
