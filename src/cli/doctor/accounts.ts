import { call, jsonOf, member, textMember } from '../http.ts'
import type { ClientSettings, Setting } from '../settings.ts'
import { harmless } from '../terminal.ts'
import { type Check, fail, ok, warn } from './check.ts'

const PAGE = 100
/** Asking a platform takes a while; the state that the hub keeps is shown for the rest. */
const ASKED = 25
const TIMEOUT_MS = 30_000

interface Found {
  readonly id: string
  readonly name: string
  readonly state: string | undefined
  readonly body: unknown
}

/** Each account that needs a look, after asking its platform; one line for those that are well. */
export async function checkAccounts(settings: ClientSettings, apiKey: Setting): Promise<Check[]> {
  const name = 'Accounts'
  const listed = await ask(settings, apiKey, 'GET', `/api/v1/accounts?limit=${PAGE}`)
  const data = member(listed, 'data')
  if (!Array.isArray(data)) return [fail(name, 'the hub does not list them', 'Look at the log of the hub.')]
  const accounts = data.map(found)
  const connected = accounts.filter(({ state }) => state === 'connected')
  if (accounts.length === 0)
    return [warn(name, 'none connected', 'GET /api/v1/connect/{platform}, or POST /api/v1/accounts, connects one.')]
  const checks: Check[] = []
  let well = 0
  for (const [index, account] of accounts.entries()) {
    const asked = account.state === 'connected' && index < ASKED ? await test(settings, apiKey, account) : undefined
    const troubles = troublesOf(account, asked)
    if (troubles.length === 0) well++
    checks.push(...troubles)
  }
  const more = typeof member(listed, 'nextCursor') === 'string' ? `, and more than ${PAGE}` : ''
  const summary = `${connected.length} connected${more}; ${well} well`
  return [...(well > 0 ? [ok(name, summary)] : []), ...checks]
}

/** Where the apps send their events, as their platforms say. */
export async function checkAppWebhooks(settings: ClientSettings, apiKey: Setting): Promise<Check[]> {
  const listed = await ask(settings, apiKey, 'GET', '/api/v1/platforms')
  const data = member(listed, 'data')
  if (!Array.isArray(data)) return []
  const checks: Check[] = []
  for (const platform of data) {
    const id = textMember(platform, 'id')
    const name = `${textMember(platform, 'name')} app`.slice(0, 16)
    const answer = await ask(settings, apiKey, 'POST', `/api/v1/platforms/${id}/test`)
    if (member(answer, 'asked') !== true) continue
    const problem = textMember(answer, 'problem')
    if (problem === undefined) checks.push(ok(name, `events go to ${textMember(answer, 'callbackUrl')}`))
    else checks.push(fail(name, problem, 'Correct it in the dashboard of the platform.'))
  }
  return checks
}

function found(body: unknown): Found {
  const platform = textMember(body, 'platform') ?? '?'
  const who = textMember(body, 'username') ?? textMember(body, 'name') ?? textMember(body, 'externalId') ?? '?'
  return { id: textMember(body, 'id') ?? '?', name: `${platform} ${who}`, state: textMember(body, 'state'), body }
}

async function test(settings: ClientSettings, apiKey: Setting, account: Found): Promise<unknown> {
  return await ask(settings, apiKey, 'POST', `/api/v1/accounts/${account.id}/test`)
}

/** One check for each problem; what the platform has just said goes before what the hub knew. */
function troublesOf(account: Found, asked: unknown): Check[] {
  const body = member(asked, 'account') ?? account.body
  const problems = member(body, 'problems')
  const who = `${account.name} (${account.id})`
  const checks = (Array.isArray(problems) ? problems : []).map((problem) => {
    const code = textMember(problem, 'code')
    const detail = harmless(`${who}: ${textMember(problem, 'detail')}`)
    const mend = textMember(problem, 'mend') ?? ''
    return code === 'disconnected' || code === 'token_expired' || code === 'not_subscribed'
      ? fail('Account', detail, mend)
      : warn('Account', detail, mend)
  })
  const error = member(asked, 'error')
  const said = textMember(error, 'detail')
  if (said !== undefined && checks.length === 0)
    checks.push(warn('Account', `${who}: ${said}`, 'The platform could not answer; try again later.'))
  return checks
}

async function ask(settings: ClientSettings, apiKey: Setting, method: 'GET' | 'POST', path: string): Promise<unknown> {
  const answer = await call(`${settings.url.value}${path}`, {
    method,
    headers: { 'x-api-key': apiKey.value, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body: '{}' } : {}),
    timeoutMs: TIMEOUT_MS,
  }).catch(() => undefined)
  return answer?.status === 200 ? jsonOf(answer) : undefined
}
