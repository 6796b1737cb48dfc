import { type ErrorCode, HubError } from '../errors.ts'
import { type Arguments, type Param, reasonsOf } from './sentence.ts'

/** Why a call was refused: the reasons of each error code that has more than one. */
export const REFUSALS = {
  not_found: {
    no_route: 'There is no such route.',
    path_too_long: 'A part of the path is longer than any route takes.',
    no_event: 'There is no event {id}.',
    no_account: 'There is no account {id}.',
    no_webhook: 'There is no webhook {id}.',
    no_delivery: 'There is no delivery {id}.',
    no_message: 'There is no message {id}.',
    no_replay: 'There is no replay {id} of this webhook.',
    no_key: 'There is no key {id}.',
    no_workspace: 'There is no workspace {id}.',
    no_platform: 'There is no platform {id}.',
    no_event_type: 'There is no event type {id}.',
    no_login: 'There is no login {id}, or it has ended.',
    no_file: 'The platform does not have this file (any more): {said}',
  },
  forbidden: {
    read_only_key: 'The API key has the role `read`; this call needs `admin`.',
    not_operator: 'Only a key of the operator may do this, and name a workspace in X-Workspace.',
  },
  csrf_failed: {
    other_site: 'The request came from a page of another site.',
    other_origin:
      'The request came from a page of another site (Origin and Host differ). A proxy in front must pass on Host, or PUBLIC_URL must be the address of the page.',
    wrong_csrf_token: 'X-CSRF-Token must be the csrfToken of the session (GET /api/v1/session has it).',
  },
  rate_limited: {
    too_many_calls: 'Too many calls with this key.',
    too_many_failures: 'Too many attempts without a valid key from this address.',
  },
  conflict: {
    event_pending: 'The event is waiting to be processed already.',
    event_stored_twice: 'The same fact is stored already as {id}.',
    webhook_not_enabled: 'The webhook is {state}; enable it first.',
    webhook_deleted: 'The webhook of this delivery was deleted.',
    delivery_pending: 'The delivery is pending already.',
    replay_ended: 'The replay is {state} already.',
    last_admin_key: 'This is the last key with role admin; make another one first.',
    last_operator_key: 'This is the last key of the operator; make another one first.',
    message_of_key_deleted: 'The message of this Idempotency-Key was asked for at {at}, and is deleted since.',
    message_not_unknown: 'The message is {status}; only one whose outcome is unknown can be resolved.',
    message_not_queued: 'The message is {status}; only a queued one can be cancelled.',
    role_missing: 'This process does not take in events; ask one with the role {role}.',
    no_app_secret: 'No app secret is configured for {platform}, so nothing can be signed.',
    sample_refused: 'The hub refused its own event: {cause}.',
    account_ambiguous: 'Several platforms have an account {account}: {ids}.',
    nothing_to_choose: 'There is nothing to choose in this login.',
    no_login_offered: 'There is no login for this platform.',
    app_settings_missing: 'Set {names} to those of your app.',
    credentials_of_another_account: 'The credentials belong to {owner}, not to {account}.',
    account_elsewhere: 'Another workspace of this hub has connected {account}. It must be disconnected there first.',
    sample_needs_account: 'Name an account of this workspace in accountId: {platform} has none here.',
  },
  account_not_connected: {
    account_discovered:
      '{account} is known from its events only. Connect it with POST /api/v1/accounts or GET /api/v1/connect/{platform}.',
    account_disconnected:
      '{account} was disconnected ({said}). Connect it with POST /api/v1/accounts or GET /api/v1/connect/{platform}.',
    account_not_connected: 'The account is {state}: connect it first.',
    credentials_unreadable: 'The credentials of {account} were sealed with another encryption key: {said}.',
    credentials_refused: '{platform}: {said}',
  },
  login_failed: {
    login_not_begun_here:
      'This login was not begun in this browser, was used before, or is older than 10 minutes. Begin it again.',
    login_declined: 'The login was declined: {said}',
    login_without_account: 'The login gave access to no account. Choose at least one in the dialog of the platform.',
  },
  not_supported: {
    content_type: '{platform} has no {type}. It takes: {known}.',
    quote: '{platform} cannot quote a message: leave replyTo out.',
    text_too_long: 'The text is too long: {length} {unit}, {platform} takes {limit}.',
    content_refused: '{said}',
    sending: 'Nothing can be sent by {platform}.',
    upload: 'This platform takes no uploads: send the file by its url.',
    download: 'This platform hands out files by the url of the attachment.',
  },
  window_closed: {
    window_refused: '{platform}: {said}',
    window_template_only: 'The window for answers closed at {closedAt}. Only a template can be sent now.',
    window_template_only_never_open:
      'This person has not written to the account lately. Only a template can be sent now.',
    window_never_open: 'This person has not written to the account lately. Only the person can begin.',
    window_over:
      'The window for answers closed at {closedAt}. A human agent could answer until {until}; only the person can begin again.',
    window_human_agent_only:
      'The window for answers closed at {closedAt}. A message that a person wrote may go with humanAgent until {until}.',
  },
  platform_refused: {
    platform_auth: '{platform}: {said}',
    platform_permission: '{platform}: {said}',
    platform_invalid: '{platform}: {said}',
    platform_not_found: '{platform}: {said}',
    platform_window: '{platform}: {said}',
  },
  platform_unavailable: {
    platform_rate: '{platform}: {said}',
    platform_unavailable: '{platform}: {said}',
    outcome_unknown: '{platform}: {said}',
  },
  unsupported_media_type: {
    multipart_expected: 'The body must be multipart/form-data with account and file.',
  },
  payload_too_large: {
    file_too_large: 'A file may have {megabytes} MB at the most.',
  },
  idempotency_key_reused: {
    key_of_another_message: 'This Idempotency-Key was used for another message.',
  },
  unavailable: {
    store_away: 'The store cannot answer now; try again.',
    too_many_keys: 'Too many keys are tried at once; try again.',
    event_not_stored: 'The event could not be stored now; try again.',
  },
} as const satisfies Partial<Record<ErrorCode, Readonly<Record<string, string>>>>

type Table = typeof REFUSALS
type TextOf<Kind extends keyof Table, Code extends string> = Code extends keyof Table[Kind] ? Table[Kind][Code] : never

export type RefusalCode<Kind extends keyof Table = keyof Table> = Kind extends unknown
  ? keyof Table[Kind] & string
  : never
type RefusalText<Code extends RefusalCode> = { [Kind in keyof Table]: TextOf<Kind, Code> }[keyof Table] & string

const all: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(REFUSALS))
const reason = reasonsOf(all)
const kinds = new Map(
  Object.entries(REFUSALS).flatMap(([kind, reasons]) => Object.keys(reasons).map((code) => [code, kind as ErrorCode])),
)

/** The error of a call that is refused for that reason. */
export function refusal<Code extends RefusalCode>(code: Code, ...[params]: Arguments<RefusalText<Code>>): HubError {
  return refusalWith(code, params, {})
}

interface RefusalOptions {
  /** Another English sentence than that of the code. */
  readonly detail?: string
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
}

/** The same, with a cause, a time to wait, or a sentence that says more. */
export function refusalWith(
  code: RefusalCode,
  params: Readonly<Record<string, Param | undefined>> | undefined,
  options: RefusalOptions,
): HubError {
  const made = reason(code, params)
  const detail = options.detail ?? made.detail
  const { cause, retryAfterSeconds } = options
  return new HubError(kinds.get(code) ?? 'internal', detail, { reason: { ...made, detail }, cause, retryAfterSeconds })
}
