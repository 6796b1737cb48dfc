import { randomBytes } from 'node:crypto'
import { type Hubbub, HubbubError } from '@hubbub/sdk'
import { PLATFORMS } from '../../platforms/index.ts'
import { webhookPath } from '../../platforms/webhook-path.ts'
import { createApi, refusalOf } from '../api.ts'
import { type Answer, callBack } from '../callback.ts'
import { textMember } from '../json.ts'
import { noAnswer } from '../no-answer.ts'
import { type ClientSettings, VERIFY_TOKEN_VARIABLES } from '../settings.ts'
import { type Check, fail, ok, warn } from './check.ts'
import { checkClock } from './clock.ts'

const PROBE_MS = 5000

/** Checks that a hub answers, is ready, and has the same time. */
export async function checkHub(
  settings: ClientSettings,
): Promise<{ checks: Check[]; answers: boolean; ready: boolean }> {
  // Without the key: whether it is a hub that listens there is the question.
  const api = createApi({ ...settings, apiKey: undefined }, { timeoutMs: PROBE_MS, retries: 0 })
  const clock: Check[] = []
  const asked = Date.now()
  try {
    await api.health({ onAnswer: ({ headers }) => clock.push(...clockOf(headers.get('date'), asked)) })
  } catch (error) {
    if (!(error instanceof HubbubError)) throw error
    return { checks: [notThere(error, settings)], answers: false, ready: false }
  }
  const state = await readiness(api)
  const ready = state === 'ready'
  return {
    checks: [
      ok('Hub', `answers at ${settings.url.value}`),
      ready
        ? ok('Ready', 'the store answers and the queues move')
        : fail('Ready', state, 'Look at the log of the hub; the store is away, the disk full, or a queue stands.'),
      ...clock,
    ],
    answers: true,
    ready,
  }
}

function notThere(error: HubbubError, { url }: ClientSettings): Check {
  if (error.status !== 0) {
    const remedy = 'Something else may listen there. Give the address of the hub with --url or HUBBUB_URL.'
    return fail('Hub', `${url.value}/healthz answers ${error.status}, not as a hub does: ${error.detail}`, remedy)
  }
  const detail = `no answer from ${url.value} (${noAnswer(error)}); the address comes from ${url.source}`
  return fail('Hub', detail, 'Start it with npm start, or give its address with --url or HUBBUB_URL.')
}

async function readiness(api: Hubbub): Promise<string> {
  try {
    return (await api.ready()).status
  } catch (error) {
    if (!(error instanceof HubbubError)) throw error
    return textMember(error.problem, 'status') ?? noAnswer(error)
  }
}

/** The header tells whole seconds, of the middle between question and answer. */
function clockOf(date: string | null, asked: number): Check[] {
  const at = Date.parse(date ?? '')
  return Number.isNaN(at) ? [] : [checkClock('Hub clock', at + 500 - (asked + Date.now()) / 2)]
}

/** Checks that the API key is accepted. */
export async function checkApiKey(api: Hubbub, settings: ClientSettings): Promise<Check> {
  const { apiKey } = settings
  const name = 'API key'
  if (!apiKey)
    return fail(name, 'none known here', 'Give one with --api-key or API_KEY, or run this in the folder of the hub.')
  try {
    await api.listEvents({ limit: 1 })
    return ok(name, `accepted (from ${apiKey.source})`)
  } catch (error) {
    if (!(error instanceof HubbubError)) throw error
    if (error.status === 0) return fail(name, noAnswer(error), 'The hub did not answer; try again.')
    const { what, remedy } = refusalOf(error, settings)
    return fail(name, what, remedy)
  }
}

/** Which secrets are configured; their values are never shown. */
export function checkSecrets(settings: ClientSettings, env: NodeJS.ProcessEnv): Check[] {
  return PLATFORMS.map((platform) => {
    const name = `${platform.name} secret`.slice(0, 16)
    const set = platform.settings.secrets.filter((variable) => env[variable]?.trim())
    if (set.length > 0) return ok(name, `set: ${set.join(', ')}`)
    const remedy = `Set ${platform.settings.secrets.join(' or ')} to the secret of ${platform.settings.secretWhere}.`
    return settings.appSecret(platform)
      ? warn(name, 'only the one made at the first start: good for test events, real ones will be refused', remedy)
      : warn(name, 'none known here: what the platform sends would be refused', remedy)
  })
}

/** Makes the handshake that a platform makes when its webhook is set up. */
export async function checkHandshake(settings: ClientSettings): Promise<Check> {
  const { verifyToken } = settings
  const name = 'Handshake'
  const [variable] = VERIFY_TOKEN_VARIABLES
  const platform = PLATFORMS.find(({ webhook }) => webhook.handshake)
  if (!platform) return ok(name, 'no platform makes one')
  if (!verifyToken)
    return warn(name, 'no verify token known here', `Set ${variable}, or run this in the folder of the hub.`)
  const challenge = randomBytes(8).toString('hex')
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken.value,
    'hub.challenge': challenge,
  })
  const url = `${settings.url.value}/api/webhooks/${platform.id}?${query}`
  const answer: Answer | string = await callBack(url, { timeoutMs: PROBE_MS }).catch(noAnswer)
  if (typeof answer !== 'string' && answer.status === 200 && answer.text === challenge)
    return ok(name, `the verify token is accepted (from ${verifyToken.source})`)
  const detail = typeof answer === 'string' ? answer : `the hub answers ${answer.status}`
  return fail(
    name,
    `${detail} to the verify token from ${verifyToken.source}`,
    `Use the token the hub was started with (${variable}), here and on the webhook page of the platform.`,
  )
}

/** Sends a signed test event of each platform that has a secret through its real route. */
export async function checkSelfTest(settings: ClientSettings): Promise<Check[]> {
  const name = 'Test event'
  const ready = PLATFORMS.flatMap((platform) => {
    const kind = platform.webhook.samples[0]
    const secret = settings.appSecret(platform)
    return kind !== undefined && secret ? [{ platform, kind, secret }] : []
  })
  if (ready.length === 0)
    return [fail(name, 'no secret to sign with', `Set ${PLATFORMS[0]?.settings.secrets[0]}, or give --secret.`)]
  return await Promise.all(
    ready.map(async ({ platform, kind, secret }) => {
      const body = Buffer.from(JSON.stringify(platform.webhook.sample(kind)))
      const headers = {
        'content-type': 'application/json',
        [platform.webhook.signatureHeader]: platform.webhook.sign(body, secret.value),
      }
      const answer = await callBack(`${settings.url.value}${webhookPath(platform, undefined)}`, {
        method: 'POST',
        headers,
        body,
      }).catch(noAnswer)
      if (typeof answer !== 'string' && answer.status === 200)
        return ok(name, `${platform.name} ${kind}: stored in ${Math.round(answer.durationMs)} ms`)
      const detail = typeof answer === 'string' ? answer : `the hub answers ${answer.status}`
      return fail(
        name,
        `${platform.name} ${kind}: ${detail}`,
        `The secret came from ${secret.source}; is it the one the hub has?`,
      )
    }),
  )
}
