import { Type } from 'typebox'
import { KnownPlatform } from './brand.ts'
import { publicId, Time } from './common.ts'

export const SignIn = Type.Object(
  { apiKey: Type.String({ minLength: 1, maxLength: 512 }) },
  { additionalProperties: false, title: 'SignIn' },
)

export const SessionChange = Type.Object(
  { workspaceId: publicId('workspace') },
  { additionalProperties: false, title: 'SessionChange' },
)

export const SessionSchema = Type.Object(
  {
    role: Type.Enum(['admin', 'read'], {
      description: 'Of the key that signed in; with `read` nothing can be changed.',
    }),
    keyName: Type.String(),
    keyId: publicId('apiKey'),
    operator: Type.Boolean({ description: 'The key may make workspaces, and act in each of them.' }),
    workspaceId: publicId('workspace'),
    expiresAt: Time('When the session ends if it is not used; it never lasts longer than 7 days.'),
    platforms: Type.Array(KnownPlatform, { description: 'Every platform that the hub knows, to be shown.' }),
    csrfToken: Type.String({ description: 'Send it as `X-CSRF-Token` with everything but GET.' }),
  },
  { title: 'Session' },
)
