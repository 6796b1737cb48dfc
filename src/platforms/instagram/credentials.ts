import { type Static, Type } from 'typebox'

const Text = Type.String({ minLength: 1, maxLength: 4096 })
const Id = Type.String({ pattern: '^\\d{1,32}$' })

/** What connecting an Instagram account needs. */
export const InstagramCredentials = Type.Object(
  {
    accessToken: Text,
    login: Type.Optional(Type.Union([Type.Literal('instagram'), Type.Literal('facebook')], {})),
    igUserId: Type.Optional(Id),
    pageId: Type.Optional(Id),
    appSecret: Type.Optional(Text),
    verifyToken: Type.Optional(Text),
    scopes: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 100,
      }),
    ),
    expiresAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type InstagramCredentials = Static<typeof InstagramCredentials>

export type InstagramLogin = 'instagram' | 'facebook'

/** By which login the token was got. Tokens of Facebook begin with EAA. */
export function loginOf({ login, pageId, accessToken }: InstagramCredentials): InstagramLogin {
  return login ?? (pageId !== undefined || accessToken.startsWith('EAA') ? 'facebook' : 'instagram')
}
