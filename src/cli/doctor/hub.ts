import { randomBytes } from 'node:crypto'
import { PLATFORMS } from '../../platforms/index.ts'
import { type Answer, call, jsonOf, noAnswer, textMember } from '../http.ts'
import { type ClientSettings, secretVariables } from '../settings.ts'
import { type Check, fail, ok, warn } from './check.ts'
import { checkClock } from './clock.ts'

/** Whether a hub answers, whether it is ready, and whether its clock agrees. */
export async function checkHub(
  settings: ClientSettings,
): Promise<{ checks: Check[]; answers: boolean; ready: boolean }> {
  const url = settings.url.value
  const health = await get(`${url}/healthz`)
  if (typeof health === 'string') {
    const detail = `no answer from ${url} (${health}); the address comes from ${settings.url.source}`
    const mend = 'Start it with npm start, or give its address with --url or HUBBUB_URL.'
    return { checks: [fail('Hub', detail, mend)], answers: false, ready: false }
  }
  if (health.status !== 200) {
    const mend = 'Something else may listen there. Give the address of the hub with --url or HUBBUB_URL.'
    return { checks: [fail('Hub', `${url}/healthz answers ${health.status}`, mend)], answers: false, ready: false }
  }
  const readiness = await get(`${url}/readyz`)
  const ready = typeof readiness !== 'string' && readiness.status === 200
  const state =
    typeof readiness === 'string' ? readiness : (textMember(jsonOf(readiness), 'status') ?? readiness.status)
  const date = Date.parse(String(health.headers.date))
  return {
    checks: [
      ok('Hub', `answers at ${url}`),
      ready
        ? ok('Ready', 'the store answers and the queues move')
        : fail('Ready', `${state}`, 'Look at the log of the hub; the store is away, the disk full, or a queue stands.'),
      ...(Number.isNaN(date) ? [] : [checkClock('Hub clock', date + 500 - (Date.now() - health.durationMs / 2))]),
    ],
    answers: true,
    ready,
  }
}

/** Whether the API key is accepted. */
export async function checkApiKey(settings: ClientSettings): Promise<Check> {
  const { apiKey } = settings
  const name = 'API key'
  if (!apiKey)
    return fail(name, 'none known here', 'Give one with --api-key or API_KEY, or run this in the folder of the hub.')
  const answer = await get(`${settings.url.value}/api/v1/events?limit=1`, { 'x-api-key': apiKey.value })
  if (typeof answer === 'string') return fail(name, answer, 'The hub did not answer; try again.')
  if (answer.status === 200) return ok(name, `accepted (from ${apiKey.source})`)
  if (answer.status === 401)
    return fail(
      name,
      `refused (from ${apiKey.source})`,
      'It is unknown or revoked. Give another with --api-key or API_KEY.',
    )
  return fail(name, `the hub answers ${answer.status}`, 'Look at the log of the hub.')
}

/** Which secrets are configured; their values are never shown. */
export function checkSecrets(settings: ClientSettings, env: NodeJS.ProcessEnv): Check[] {
  return PLATFORMS.map((platform) => {
    const name = `${platform.name} secret`.slice(0, 16)
    const set = secretVariables(platform.id).filter((variable) => env[variable]?.trim())
    if (set.length > 0) return ok(name, `set: ${set.join(', ')}`)
    const where =
      platform.id === 'line'
        ? 'your channel (LINE Developers Console → the channel → Basic settings)'
        : 'your app (Meta app dashboard → App settings → Basic)'
    const mend = `Set ${secretVariables(platform.id).join(' or ')} to the secret of ${where}.`
    return settings.appSecret(platform.id)
      ? warn(name, 'only the one made at the first start: good for test events, real ones will be refused', mend)
      : warn(name, 'none known here: what the platform sends would be refused', mend)
  })
}

/** Makes the handshake that a platform makes when its webhook is set up. */
export async function checkHandshake(settings: ClientSettings): Promise<Check> {
  const { verifyToken } = settings
  const name = 'Handshake'
  if (!verifyToken)
    return warn(name, 'no verify token known here', 'Set META_VERIFY_TOKEN, or run this in the folder of the hub.')
  const challenge = randomBytes(8).toString('hex')
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken.value,
    'hub.challenge': challenge,
  })
  const answer = await get(`${settings.url.value}/api/webhooks/instagram?${query}`)
  if (typeof answer !== 'string' && answer.status === 200 && answer.text === challenge)
    return ok(name, `the verify token is accepted (from ${verifyToken.source})`)
  const detail = typeof answer === 'string' ? answer : `the hub answers ${answer.status}`
  return fail(
    name,
    `${detail} to the verify token from ${verifyToken.source}`,
    'Use the token the hub was started with (META_VERIFY_TOKEN), here and on the webhook page of the platform.',
  )
}

/** Sends a signed test event of each platform that has a secret through its real route. */
export async function checkSelfTest(settings: ClientSettings): Promise<Check[]> {
  const name = 'Test event'
  const ready = PLATFORMS.flatMap((platform) => {
    const kind = platform.samples[0]?.kind
    const secret = settings.appSecret(platform.id)
    return kind !== undefined && secret ? [{ platform, kind, secret }] : []
  })
  if (ready.length === 0)
    return [fail(name, 'no secret to sign with', `Set ${secretVariables('instagram')[0]}, or give --secret.`)]
  return await Promise.all(
    ready.map(async ({ platform, kind, secret }) => {
      const body = Buffer.from(JSON.stringify(platform.sample(kind)))
      const headers = {
        'content-type': 'application/json',
        [platform.signatureHeader]: platform.sign(body, secret.value),
      }
      const answer = await call(`${settings.url.value}/api/webhooks/${platform.id}`, {
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

async function get(url: string, headers: Record<string, string> = {}): Promise<Answer | string> {
  return await call(url, { headers, timeoutMs: 5000 }).catch(noAnswer)
}
