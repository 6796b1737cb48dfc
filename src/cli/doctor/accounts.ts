import { type Account, type AccountTest, type Hubbub, HubbubError } from '@hubbub/sdk'
import { harmless } from '../terminal.ts'
import { type Check, fail, ok, warn } from './check.ts'

const PAGE = 100
/** Asking a platform takes a while; the state that the hub keeps is shown for the rest. */
const ASKED = 25
const PATIENT = { timeoutMs: 30_000 }
const BROKEN = new Set(['disconnected', 'token_expired', 'not_subscribed'])

/** Each account that needs a look, after asking its platform; one line for those that are well. */
export async function checkAccounts(api: Hubbub): Promise<Check[]> {
  const name = 'Accounts'
  const { data: accounts, nextCursor } = await api.listAccounts({ limit: PAGE })
  if (accounts.length === 0)
    return [
      warn(
        name,
        'none connected',
        'POST /api/v1/accounts connects one; or, where the platform has a login, GET /api/v1/connect/{platform}.',
      ),
    ]
  const checks: Check[] = []
  let well = 0
  for (const [index, account] of accounts.entries()) {
    const ask = account.state === 'connected' && index < ASKED
    const troubles = troublesOf(account, ask ? await answered(api.testAccount(account.id, PATIENT)) : undefined)
    if (troubles.length === 0) well++
    checks.push(...troubles)
  }
  const connected = accounts.filter(({ state }) => state === 'connected').length
  const more = nextCursor === null ? '' : `, and more than ${PAGE}`
  return [...(well > 0 ? [ok(name, `${connected} connected${more}; ${well} well`)] : []), ...checks]
}

/** Where the apps send their events, as their platforms say. */
export async function checkAppWebhooks(api: Hubbub): Promise<Check[]> {
  const checks: Check[] = []
  for (const platform of (await api.listPlatforms()).data) {
    const name = `${platform.name} app`.slice(0, 16)
    const answer = await answered(api.testPlatform(platform.id, PATIENT))
    if (!answer?.asked) continue
    if (answer.problem === null) checks.push(ok(name, `events go to ${answer.callbackUrl}`))
    else checks.push(fail(name, answer.problem, 'Correct it in the dashboard of the platform.'))
  }
  return checks
}

/** One check for each problem; what the platform has just said goes before what the hub knew. */
function troublesOf(account: Account, test: AccountTest | undefined): Check[] {
  const { problems } = test?.account ?? account
  const who = `${account.platform} ${account.username ?? account.name ?? account.externalId} (${account.id})`
  const checks = problems.map(({ code, detail, remedy }) =>
    (BROKEN.has(code) ? fail : warn)('Account', harmless(`${who}: ${detail}`), remedy.detail),
  )
  if (!test?.error || checks.length > 0) return checks
  return [warn('Account', `${who}: ${test.error.detail}`, 'The platform could not answer; try again later.')]
}

/** The answer; undefined when the hub gives none: what it knows already is shown then. */
async function answered<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (error instanceof HubbubError) return undefined
    throw error
  }
}
