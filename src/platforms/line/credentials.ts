import { type Static, Type } from 'typebox'

/** What connecting a LINE channel needs; all of it is on the channel's pages in the LINE Developers Console. */
export const CREDENTIALS = Type.Object(
  {
    channelSecret: Type.String({
      pattern: '^\\S+$',
      maxLength: 200,
      description: 'Channel secret: LINE Developers Console → the channel → Basic settings.',
    }),
    channelAccessToken: Type.String({
      pattern: '^\\S+$',
      maxLength: 4096,
      description: 'Channel access token: LINE Developers Console → the channel → Messaging API → Issue (long-lived).',
    }),
    channelId: Type.Optional(
      Type.String({
        pattern: '^\\d+$',
        maxLength: 30,
        description: 'Channel ID: Basic settings. Lets the hub renew a token that has already expired.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type LineCredentials = Static<typeof CREDENTIALS>
