import { type Static, Type } from 'typebox'

const Text = Type.String({ minLength: 1, maxLength: 4096 })

/** What connecting a Facebook Page needs. */
export const FacebookCredentials = Type.Object(
  {
    pageId: Type.String({ pattern: '^\\d{1,32}$' }),
    accessToken: Text,
    appSecret: Type.Optional(Text),
    verifyToken: Type.Optional(Text),
  },
  { additionalProperties: false },
)
export type FacebookCredentials = Static<typeof FacebookCredentials>
