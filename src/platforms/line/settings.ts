import { type SettingsFacet, signingFrom } from '../settings.ts'
import { CREDENTIALS } from './credentials.ts'

const SECRET = 'LINE_CHANNEL_SECRET'

export const settings: SettingsFacet = {
  console: 'https://developers.line.biz/console/',
  variables: {
    [SECRET]: {
      kind: 'text',
      description: 'Channel secret of the LINE Messaging API channel; signs what LINE sends.',
    },
    LINE_API_URL: {
      kind: 'address',
      default: 'https://api.line.me',
      description: 'Host of the LINE Messaging API. Others only for tests.',
    },
    LINE_DATA_API_URL: {
      kind: 'address',
      default: 'https://api-data.line.me',
      description: 'Host of LINE content. Others only for tests.',
    },
  },
  secrets: [SECRET],
  secretWhere: 'your channel (LINE Developers Console → the channel → Basic settings)',
  verifyTokens: [],
  credentials: CREDENTIALS,
  tokenMember: 'channelAccessToken',
  signing: signingFrom('channelSecret'),
}
