import {
  CONSOLE,
  INSTAGRAM_APP_SECRETS,
  INSTAGRAM_VARIABLES,
  META_VARIABLES,
  SECRET_WHERE,
  VERIFY_TOKENS,
} from '../meta/variables.ts'
import { type SettingsFacet, signingFrom } from '../settings.ts'
import { InstagramCredentials } from './credentials.ts'

export const settings: SettingsFacet = {
  console: CONSOLE,
  variables: { ...META_VARIABLES, ...INSTAGRAM_VARIABLES },
  secrets: INSTAGRAM_APP_SECRETS,
  secretWhere: SECRET_WHERE,
  verifyTokens: VERIFY_TOKENS,
  credentials: InstagramCredentials,
  tokenMember: 'accessToken',
  signing: signingFrom('appSecret'),
}
