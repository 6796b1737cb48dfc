import { type Static, Type } from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, maxLength: 4096, description })
const id = (description: string) => Type.String({ pattern: '^\\d{1,32}$', description })

/** What connecting an Instagram account needs. */
export const InstagramCredentials = Type.Object(
  {
    accessToken: text('Instagram Login: the long-lived token of the account. Facebook Login: the token of its Page.'),
    login: Type.Optional(
      Type.Union([Type.Literal('instagram'), Type.Literal('facebook')], {
        description: 'How the token was got. Absent: told by the token and by whether a Page is named.',
      }),
    ),
    igUserId: Type.Optional(id('`user_id` of the account, as webhooks name it. Absent: asked of Instagram.')),
    pageId: Type.Optional(id('Facebook Login: the Page the account is linked with. Absent: that of the token.')),
    appSecret: Type.Optional(text('Secret of the app, when it is not the one of the configuration.')),
    verifyToken: Type.Optional(text("Verify token of this account's own callback address.")),
    scopes: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 100,
        description: 'What was granted at login; Instagram does not tell it later.',
      }),
    ),
    expiresAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'When the token ends; Instagram does not tell it later.' }),
    ),
  },
  { additionalProperties: false },
)
export type InstagramCredentials = Static<typeof InstagramCredentials>

export type InstagramLogin = 'instagram' | 'facebook'

/** By which login the token was got. Tokens of Facebook begin with EAA. */
export function loginOf({ login, pageId, accessToken }: InstagramCredentials): InstagramLogin {
  return login ?? (pageId !== undefined || accessToken.startsWith('EAA') ? 'facebook' : 'instagram')
}
