import { HubError } from '../errors.ts'
import { type Arguments, definedParams, fill, type InputError, type InputPlace, type Param } from './sentence.ts'

/** Every code of what can be wrong with input. `{field}` is the place, such as `body/url`; it is no parameter. */
export const INPUT_CODES = {
  required: '{field} is required.',
  unknown_member: '{field} is not taken here.',
  wrong_type: '{field} must be {type}.',
  not_one_of: '{field} must be one of: {allowed}.',
  too_small: '{field} must be >= {limit}.',
  too_large: '{field} must be <= {limit}.',
  too_short: '{field} must not have fewer than {limit} characters.',
  too_long: '{field} must not have more than {limit} characters.',
  too_few: '{field} must not have fewer than {limit} entries.',
  too_many: '{field} must not have more than {limit} entries.',
  duplicates: '{field} must not have the same entry twice.',
  wrong_pattern: '{field} must match the pattern {pattern}.',
  wrong_format: '{field} must match the format {format}.',
  not_valid: '{field} is not what is taken here.',
  nul: '{field} must not contain NUL.',
  nul_in_name: '{field} has a member with NUL in its name.',
  not_json: 'The body is not valid JSON.',
  not_http: 'The request is not valid HTTP.',
  not_a_path: 'The address is not a valid URL path.',
  wrong_cursor: '{field} is not a nextCursor of this list.',
  wrong_id: '{field} must be an id that starts with {prefix}.',
  wrong_time: '{field} must be a time in ISO 8601, or a duration such as 24h.',
  time_out_of_range: '{field} must lie between the years 1970 and 9999.',
  wrong_duration: '{field} must be a duration such as 500ms, 30s, 5m, 1h or 2d.',
  duration_out_of_range: '{field} must lie between {min} and {max} seconds.',
  not_before: '{field} must lie before {other}.',
  window_too_long: '{field}: the window may hold {days} days at the most.',
  too_many_buckets: '{field}: the window has over {limit} of them.',
  unknown_event_type: '{field}: there is no event type {type}.',
  wrong_account: '{field} must be an acc_ id or platform:externalId.',
  unknown_account: '{field}: there is no account {account}; write platform:id for one the hub has not met yet.',
  account_id_missing: '{field} must have the id of the account after the colon.',
  operator_is_admin: 'A key of the operator has the role `admin`.',
  account_not_offered: '{field}: the login gave no access to {accounts}.',
  not_http_url: '{field} must be an http:// or https:// address.',
  unsafe_url: '{field}: {said}.',
  url_or_destination: '{field} must not stand beside url: give one of them.',
  destination_kind_kept: '{field}: a webhook keeps its kind of destination, here {kind}; make another webhook.',
  wrong_secret_length: '{field} must have {min} to {max} characters.',
  control_characters: '{field} must not contain control characters.',
  surrounding_space: '{field} must not begin or end with a space.',
  unknown_webhook_field: '{field}: there is no field {unknown}; there are {known}.',
  wrong_idempotency_key: '{field} must be 1 to {limit} visible ASCII characters.',
  recipient_missing: 'body needs one of to and conversationId.',
  recipients_differ: 'body/to and body/conversationId name different conversations.',
  file_or_url: '{field} of type {type} needs one of url and mediaId.',
  no_quote_token: '{field}: the platform quotes by a token, and none is known of that message.',
  file_type_missing: '{field} has no media type.',
  file_empty: '{field} is empty.',
  not_connectable: '{field}: accounts of {platform} cannot be connected.',
  password_login:
    '{platform} offers no login with a password to other programs, and using one gets accounts locked. Log in at ' +
    '{url}, or send username and accessToken with a token of your app.',
  filter_not_object: '{field} must be an object that mirrors the delivered body.',
  filter_too_large: '{field} is {size} bytes long; at most {limit} are allowed.',
  filter_too_deep: '{field} is nested more than {limit} deep.',
  filter_list: '{field} must not be a list; use $in, $and or $or.',
  filter_empty: '{field} is empty.',
  filter_operator_at_root: '{field} stands where a member of the body must be named.',
  filter_unknown_root: '{field}: the body has no such member; it has {known}.',
  filter_dots: '{field}: write nested objects instead of a name with dots.',
  filter_conditions_missing: '{field} must be a list with at least one condition.',
  filter_no_regex: '{field}: there are no regular expressions; use $contains, $startsWith or $endsWith.',
  filter_unknown_operator: '{field} is no operator; there are {known}.',
  filter_needs_boolean: '{field} must be true or false.',
  filter_needs_number_or_text: '{field} must be a number or a text.',
  filter_needs_text: '{field} must be a text, not empty.',
  filter_needs_plain: '{field} must be a text, a number, true, false or null.',
  filter_needs_list: '{field} must be a list of texts, numbers, true, false or null.',
} as const

export type InputCode = keyof typeof INPUT_CODES
/** What is wrong with the field, such as `body/url` or `query/since`. */
export function inputError<Code extends InputCode>(
  field: string,
  code: Code,
  ...[params = {}]: InputArguments<Code>
): InputError {
  return namedError(field, code, params)
}

/** The same for a code that is looked up: its parameters are not checked. */
export function namedError(
  field: string,
  code: InputCode,
  given: Readonly<Record<string, Param | undefined>>,
): InputError {
  const [part = '', ...path] = field.split('/')
  const params = definedParams(given)
  const detail = fill(INPUT_CODES[code], { ...params, field })
  return { pointer: path.map((name) => `/${name}`).join(''), in: isPlace(part) ? part : 'body', code, params, detail }
}

/** The error of a request whose field is wrong. */
export function invalid<Code extends InputCode>(field: string, code: Code, ...given: InputArguments<Code>): HubError {
  return invalidAll([inputError(field, code, ...given)])
}

/** The error of a request with those faults, the most important first. */
export function invalidAll(
  errors: readonly InputError[],
  options: { detail?: string; cause?: unknown } = {},
): HubError {
  const { detail = errors[0]?.detail, cause } = options
  return new HubError('invalid_request', detail, { errors, cause })
}

type WithoutField<T extends string> = T extends `${infer Start}{field}${infer Rest}` ? `${Start}${Rest}` : T
type InputArguments<Code extends InputCode> = Arguments<WithoutField<(typeof INPUT_CODES)[Code]>>

function isPlace(text: string): text is InputPlace {
  return text === 'body' || text === 'query' || text === 'path' || text === 'header'
}
