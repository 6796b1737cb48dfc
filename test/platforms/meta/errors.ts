import { type Answer, type Host, Refusal } from '../exchange.ts'
import { text } from '../ids.ts'

interface GraphError {
  readonly message: string
  readonly status: number
  readonly type?: string
  readonly transient?: boolean
  /** WhatsApp explains in `error_data.details`. */
  readonly details?: string
  readonly title?: string
}

const OAUTH = 'OAuthException'
const METHOD = 'GraphMethodException'
const wa = (message: string, details: string, status = 400): GraphError => ({ message, details, status })

/** By `code` or `code/subcode`, as the Graph API says them. */
export const GRAPH_ERRORS = {
  '1': { message: 'An unknown error occurred', status: 500, transient: true },
  '2': { message: 'An unexpected error has occurred. Please retry your request later.', status: 500, transient: true },
  '2/blocked': { message: '(#2) Service temporarily unavailable', status: 500 },
  '3': { message: '(#3) Application does not have the capability to make this API call.', status: 400 },
  '4': { message: '(#4) Application request limit reached', status: 403, transient: true },
  '4/2207051': { message: '(#4) Application request limit reached', status: 403, title: 'Action is blocked' },
  '10': { message: '(#10) Application does not have permission for this action', status: 403 },
  '10/2018278': { message: '(#10) This message is sent outside of allowed window.', status: 400 },
  '10/2534022': { message: '(#10) This message is sent outside of allowed window.', status: 400 },
  '17': { message: '(#17) User request limit reached', status: 400, transient: true },
  '32': { message: '(#32) Page request limit reached', status: 403, transient: true },
  '100': { message: '(#100) Invalid parameter', status: 400 },
  '100/33': {
    message:
      "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
    status: 400,
    type: METHOD,
  },
  '100/2018001': { message: '(#100) No matching user found', status: 400 },
  '100/2018047': { message: '(#100) Upload attachment failure.', status: 400 },
  '100/2018109': { message: '(#100) Attachment size exceeds allowable limit', status: 400 },
  '100/2534002': { message: '(#100) Invalid Message ID', status: 400 },
  '100/2534014': { message: '(#100) The requested user cannot be found.', status: 400 },
  '100/2018065': { message: '(#100) This comment cannot be replied to privately.', status: 400 },
  '100/proof-missing': {
    message: 'API calls from the server require an appsecret_proof argument',
    status: 400,
    type: METHOD,
  },
  '100/proof-wrong': { message: 'Invalid appsecret_proof provided in the API argument', status: 400, type: METHOD },
  '104': { message: 'An access token is required to request this resource.', status: 400 },
  '190': { message: 'Invalid OAuth access token - Cannot parse access token', status: 401 },
  '190/458': { message: 'Error validating access token: The user has not authorized application.', status: 401 },
  '190/460': {
    message: 'Error validating access token: The session has been invalidated because the user changed their password.',
    status: 401,
  },
  '190/463': { message: 'Error validating access token: Session has expired.', status: 401 },
  '200': { message: '(#200) Permissions error', status: 403 },
  '230': { message: '(#230) User consent is required to access user profile', status: 403 },
  '368': { message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed', status: 403 },
  '551/1545041': { message: "(#551) This person isn't available right now.", status: 400 },
  '613': { message: '(#613) Calls to this api have exceeded the rate limit.', status: 400, transient: true },
  '803': { message: '(#803) Some of the aliases you requested do not exist', status: 404 },
  '2200': { message: '(#2200) Callback verification failed', status: 400 },
  '2500': { message: 'Unknown path components: {path}', status: 400 },
  '9/2207042': { message: '(#9) Application request limit reached', status: 400 },
  '9007/2207027': { message: '(#9007) Media ID is not available', status: 400 },
  '80001': { message: '(#80001) There have been too many calls to this Page account.', status: 400, transient: true },
  '80002': {
    message: '(#80002) There have been too many calls to this Instagram account.',
    status: 400,
    transient: true,
  },
  '80006': { message: '(#80006) There have been too many messages from this Page.', status: 400, transient: true },
  '80007': wa('(#80007) Rate limit hit', 'The WhatsApp Business Account has reached its rate limit.'),
  '80008': {
    message: '(#80008) There have been too many calls to this WhatsApp Business account.',
    status: 400,
    transient: true,
  },
  '130429': wa('(#130429) Rate limit hit', 'Message failed to send because of too many messages in a short time.'),
  '130472': wa('(#130472) User’s number is part of an experiment', 'The message was not sent: experiment.'),
  '131000': wa('(#131000) Something went wrong', 'Message failed to send because of an unknown error.', 500),
  '131005': wa('(#131005) Access denied', 'The permission is not granted, or was taken away.', 403),
  '131008': wa('(#131008) Required parameter is missing', 'A parameter that is needed is not there.'),
  '131009': wa('(#131009) Parameter value is not valid', 'A parameter has a value that is not valid.'),
  '131016': wa('(#131016) Service unavailable', 'A service is temporarily unavailable.', 500),
  '131021': wa('(#131021) Recipient cannot be sender', 'Sender and recipient have the same number.'),
  '131026': wa('(#131026) Message undeliverable', 'Message undeliverable.'),
  '131030': wa('(#131030) Recipient phone number not in allowed list', 'Add the number to the list of recipients.'),
  '131031': wa('(#131031) Account has been locked', 'The account is restricted because of a policy.', 403),
  '131047': wa('(#131047) Re-engagement message', 'More than 24 hours have passed since the recipient last replied.'),
  '131048': wa('(#131048) Spam rate limit hit', 'Too many messages of this number were blocked or reported.'),
  '131049': wa('(#131049) Meta chose not to deliver', 'To keep the ecosystem healthy this was not delivered.'),
  '131051': wa('(#131051) Unsupported message type', 'The type of message is not supported.'),
  '131052': wa('(#131052) Media download error', 'The media could not be downloaded.'),
  '131053': wa('(#131053) Media upload error', 'The media could not be uploaded.'),
  '131056': wa('(#131056) (Business Account, Consumer Account) pair rate limit hit', 'Too many to one recipient.'),
  '131057': wa('(#131057) Account in maintenance mode', 'The account is in maintenance mode.', 500),
  '132000': wa('(#132000) Number of parameters does not match the expected number of params', 'Wrong number.'),
  '132001': wa('(#132001) Template name does not exist in the translation', 'No such template in that language.', 404),
  '132015': wa('(#132015) Template is paused', 'The template is paused because of its quality.'),
  '133010': wa('(#133010) The account is not registered', 'The number is not registered with the Cloud API.'),
} as const satisfies Readonly<Record<string, GraphError>>

export type GraphErrorName = keyof typeof GRAPH_ERRORS

export interface GraphErrorOptions {
  readonly host?: Host
  readonly message?: string
  readonly details?: string
  readonly status?: number
}

/** The answer that the Graph API gives for an error of the table. */
export function graphAnswer(name: GraphErrorName, options: GraphErrorOptions = {}): Answer {
  const known: GraphError = GRAPH_ERRORS[name]
  const [code, subcode] = name.split('/')
  const details = options.details ?? known.details
  const instagram = options.host === 'instagram-graph' && code !== '190'
  return {
    status: options.status ?? known.status,
    ...(code === '190' || code === '104'
      ? { headers: { 'www-authenticate': 'OAuth "Facebook Platform" "invalid_token"' } }
      : {}),
    body: {
      error: {
        message: options.message ?? known.message,
        type: known.type ?? (instagram ? 'IGApiException' : OAUTH),
        code: Number(code),
        ...(subcode !== undefined && /^\d+$/.test(subcode) ? { error_subcode: Number(subcode) } : {}),
        ...(known.transient ? { is_transient: true } : {}),
        ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
        ...(known.title === undefined ? {} : { error_user_title: known.title }),
        fbtrace_id: `A${text(16)}`,
      },
    },
  }
}

export const graphError = (name: GraphErrorName, options: GraphErrorOptions = {}): Refusal =>
  new Refusal(graphAnswer(name, options))

/** Error 100 in these words. */
export const badParameter = (message: string, host?: Host): Refusal =>
  graphError('100', { message: `(#100) ${message}`, ...(host ? { host } : {}) })
