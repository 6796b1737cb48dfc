import { type Static, Type } from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, maxLength: 4096, description })

/** What connecting a Facebook Page needs. */
export const FacebookCredentials = Type.Object(
  {
    pageId: Type.String({ pattern: '^\\d{1,32}$', description: 'Id of the Page.' }),
    accessToken: text("Page access token, not a person's: `GET /me/accounts` with the person's token lists them."),
    appSecret: Type.Optional(text('Secret of the app, when it is not the one of the configuration.')),
    verifyToken: Type.Optional(text("Verify token of this Page's own callback address.")),
  },
  { additionalProperties: false },
)
export type FacebookCredentials = Static<typeof FacebookCredentials>
