import { APP_SECRETS, CONSOLE, META_VARIABLES, SECRET_WHERE, VERIFY_TOKENS } from '../meta/variables.ts'
import { type SettingsFacet, signingFrom } from '../settings.ts'
import { WhatsAppCredentials } from './credentials.ts'

export const settings: SettingsFacet = {
  console: CONSOLE,
  variables: META_VARIABLES,
  secrets: APP_SECRETS,
  secretWhere: SECRET_WHERE,
  verifyTokens: VERIFY_TOKENS,
  credentials: WhatsAppCredentials,
  tokenMember: 'accessToken',
  signing: signingFrom('appSecret'),
}
