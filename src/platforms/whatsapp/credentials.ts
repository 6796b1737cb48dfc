import { type Static, Type } from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, maxLength: 4096, description })
const id = (description: string) => Type.String({ pattern: '^\\d{1,32}$', description })

/** What connecting a WhatsApp phone number needs. */
export const WhatsAppCredentials = Type.Object(
  {
    phoneNumberId: id('Id of the phone number, not the number itself.'),
    wabaId: id('Id of the WhatsApp Business Account the number belongs to.'),
    accessToken: text('Token of a system user, or of a person, with the scopes for messaging and management.'),
    appSecret: Type.Optional(text('Secret of the app, when it is not the one of the configuration.')),
    verifyToken: Type.Optional(text("Verify token of this account's own callback address.")),
  },
  { additionalProperties: false },
)
export type WhatsAppCredentials = Static<typeof WhatsAppCredentials>
