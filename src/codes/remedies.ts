import { type Arguments, type Reason, reasonsOf } from './sentence.ts'

/** What a person can do about a problem. `{calls}` are calls of the API. */
export const REMEDIES = {
  connect: 'Connect it: {calls}.',
  connect_again: 'Connect it again: {calls} with new credentials.',
  wait_for_renewal:
    'The hub renews it by itself where the platform lets it. Connect it again: {calls} with new credentials.',
  grant_scopes:
    'Grant them at login. An app in development mode, or without access to a permission, gets them from its own testers only. ' +
    'Then connect it again: {calls}.',
  subscribe: 'POST /api/v1/accounts/{account}/subscribe subscribes it again.',
  test: 'The hub tests it again by itself; POST /api/v1/accounts/{account}/test asks now.',
  enable_webhook:
    'When the application works again, POST /api/v1/webhooks/{webhook}/enable, then …/replay what is missing.',
  read_webhook_log: 'See what it answers: GET /api/v1/webhooks/{webhook}/logs',
  check_process:
    'Check that a process with the role `{role}` runs and has the machine it needs; its log says what it meets.',
} as const

type Table = typeof REMEDIES
const reason = reasonsOf(REMEDIES)

/** What to do about a problem, with the page of the dashboard that helps. */
export interface Remedy extends Reason {
  readonly href: string | null
}

/** A remedy; `href` is the path of a page of the dashboard, or null. */
export function remedy<Code extends keyof Table & string>(
  code: Code,
  href: string | null,
  ...params: Arguments<Table[Code]>
): Remedy {
  return { ...reason(code, ...params), href }
}
