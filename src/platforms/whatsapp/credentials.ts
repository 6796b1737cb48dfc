import { type Static, Type } from 'typebox'

const Text = Type.String({ minLength: 1, maxLength: 4096 })
const Id = Type.String({ pattern: '^\\d{1,32}$' })

/** What connecting a WhatsApp phone number needs. */
export const WhatsAppCredentials = Type.Object(
  {
    phoneNumberId: Id,
    wabaId: Id,
    accessToken: Text,
    appSecret: Type.Optional(Text),
    verifyToken: Type.Optional(Text),
  },
  { additionalProperties: false },
)
export type WhatsAppCredentials = Static<typeof WhatsAppCredentials>
