import { type Static, Type } from 'typebox'

/** What connecting a LINE channel needs; all of it is on the channel's pages in the LINE Developers Console. */
export const CREDENTIALS = Type.Object(
  {
    channelSecret: Type.String({
      pattern: '^\\S+$',
      maxLength: 200,
    }),
    channelAccessToken: Type.String({
      pattern: '^\\S+$',
      maxLength: 4096,
    }),
    channelId: Type.Optional(
      Type.String({
        pattern: '^\\d+$',
        maxLength: 30,
      }),
    ),
  },
  { additionalProperties: false },
)
export type LineCredentials = Static<typeof CREDENTIALS>
