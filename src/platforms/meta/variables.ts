import type { Variable, Variables } from '../settings.ts'

const text = (description: string): Variable => ({ kind: 'text', description })
const host = (address: string, description: string): Variable => ({
  kind: 'address',
  default: address,
  description: `${description} Others only for tests.`,
})

export const APP_ID = 'META_APP_ID'
export const APP_SECRETS = ['META_APP_SECRET'] as const
/** Instagram Login has an app of its own; the Meta app serves where there is none. */
export const INSTAGRAM_APP_IDS = ['INSTAGRAM_APP_ID', APP_ID] as const
export const INSTAGRAM_APP_SECRETS = ['INSTAGRAM_APP_SECRET', 'INSTAGRAM_WEBHOOK_SECRET', ...APP_SECRETS] as const
export const CONSOLE = 'https://developers.facebook.com/apps/'
export const SECRET_WHERE = 'your app (Meta app dashboard → App settings → Basic)'
export const VERIFY_TOKENS = ['META_VERIFY_TOKEN', 'INSTAGRAM_WEBHOOK_VERIFY_TOKEN'] as const

/** Of every platform of Meta. */
export const META_VARIABLES: Variables = {
  META_APP_SECRET: text('App secret of the Meta app; signs what Instagram, Facebook and WhatsApp send.'),
  META_APP_ID: text('Id of the Meta app; accounts of Facebook and WhatsApp are connected with it by login.'),
  META_VERIFY_TOKEN: text('Verify token of the webhook handshake. Absent: one is made at the first start.'),
  INSTAGRAM_WEBHOOK_VERIFY_TOKEN: text('Another name for META_VERIFY_TOKEN. Each that is set is valid.'),
  GRAPH_VERSION: {
    kind: 'text',
    default: 'v26.0',
    pattern: '^v\\d+\\.\\d+$',
    description: 'Version of the Graph API that is called.',
  },
  META_GRAPH_URL: host('https://graph.facebook.com', 'Host of the Graph API.'),
  META_DIALOG_URL: host('https://www.facebook.com', 'Host of the Facebook login.'),
}

/** Of Instagram, beside those of all. */
export const INSTAGRAM_VARIABLES: Variables = {
  INSTAGRAM_APP_SECRET: text('App secret of the Instagram app (Instagram Login). Valid beside META_APP_SECRET.'),
  INSTAGRAM_WEBHOOK_SECRET: text('Another name for INSTAGRAM_APP_SECRET. Each that is set is valid.'),
  INSTAGRAM_APP_ID: text('Id of the Instagram app; Instagram accounts are connected with it by login.'),
  INSTAGRAM_GRAPH_URL: host('https://graph.instagram.com', 'Host of the Instagram API.'),
  INSTAGRAM_AUTH_URL: host('https://www.instagram.com', 'Host of the Instagram login.'),
  INSTAGRAM_API_URL: host('https://api.instagram.com', 'Host that gives tokens after the Instagram login.'),
}
