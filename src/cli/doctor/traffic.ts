import { call, jsonOf, member, textMember } from '../http.ts'
import type { ClientSettings, Setting } from '../settings.ts'
import { type Check, fail, ok, warn } from './check.ts'

const PAGE = 200

/** Each endpoint that is switched off or failing; one line for those that are well. */
export async function checkEndpoints(settings: ClientSettings, apiKey: Setting): Promise<Check[]> {
  const name = 'Endpoints'
  const endpoints = listOf(await read(settings, apiKey, `/api/v1/webhooks?limit=${PAGE}`), 'data')
  if (!endpoints) return [fail(name, 'the hub does not list them', 'Look at the log of the hub.')]
  if (endpoints.length === 0)
    return [
      warn(
        name,
        'none: events are stored, and delivered nowhere',
        'POST /api/v1/webhooks makes one; README.md shows how.',
      ),
    ]
  const troubled = endpoints.flatMap((endpoint) => troubleOf(endpoint))
  const well = endpoints.length - troubled.length
  return [...(well > 0 ? [ok(name, `${well} enabled and well`)] : []), ...troubled]
}

function troubleOf(endpoint: unknown): Check[] {
  const id = textMember(endpoint, 'id') ?? '?'
  const who = `${id} ${originOf(textMember(endpoint, 'url'))}`
  const state = textMember(endpoint, 'state')
  if (state === 'disabled') {
    const reason = textMember(endpoint, 'disabledReason') ?? 'no reason given'
    const mend = `When the application is well again: POST /api/v1/webhooks/${id}/enable, then /replay what it missed.`
    return [fail('Endpoint', `${who} is disabled: ${reason}`, mend)]
  }
  if (state === 'paused') return [warn('Endpoint', `${who} is paused`, `POST /api/v1/webhooks/${id}/enable goes on.`)]
  const failures = Number(member(endpoint, 'failures') ?? 0)
  if (failures === 0) return []
  const since = textMember(endpoint, 'failingSince')
  const mend = `GET /api/v1/webhooks/${id}/logs shows what the application answers.`
  return [warn('Endpoint', `${who} failed ${failures} times in a row${since ? ` since ${since}` : ''}`, mend)]
}

/** Requests that were refused lately, by cause. */
export async function checkRejections(settings: ClientSettings, apiKey: Setting): Promise<Check[]> {
  const name = 'Rejections'
  const counts = listOf(await read(settings, apiKey, '/api/v1/rejections?since=1h&limit=1'), 'counts')
  if (!counts) return [fail(name, 'the hub does not list them', 'Look at the log of the hub.')]
  if (counts.length === 0) return [ok(name, 'no request was refused in the last hour')]
  return counts.map((count) =>
    warn(
      name,
      `${member(count, 'count')} × ${textMember(count, 'cause')} from ${textMember(count, 'platform')} since the hour before`,
      textMember(count, 'hint') ?? 'GET /api/v1/rejections has the details.',
    ),
  )
}

async function read(settings: ClientSettings, apiKey: Setting, path: string): Promise<unknown> {
  const headers = { 'x-api-key': apiKey.value }
  const answer = await call(`${settings.url.value}${path}`, { headers }).catch(() => undefined)
  return answer?.status === 200 ? jsonOf(answer) : undefined
}

function listOf(body: unknown, name: string): unknown[] | undefined {
  const list = member(body, name)
  return Array.isArray(list) ? list : undefined
}

/** Without path and query, which may hold a token. */
function originOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.origin ?? ''
}
