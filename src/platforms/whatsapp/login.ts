import { facebookLogin } from '../meta/login.ts'
import { sharedPhoneNumbers } from '../meta/oauth-facebook.ts'

/** Each phone number is an account; the token is the same for all. */
export const login = facebookLogin('whatsapp', async (environment, token, { appSecret }) => {
  const numbers = await sharedPhoneNumbers(environment, token, appSecret)
  return numbers.map(({ phoneNumberId, wabaId, phone, name }) => ({
    externalId: phoneNumberId,
    name: [name, phone].filter(Boolean).join(', ') || undefined,
    credentials: { phoneNumberId, wabaId, accessToken: token },
  }))
})
