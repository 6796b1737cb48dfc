import { expect } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../../src/lib/api-key.ts'
import { insertApiKey } from '../../src/store/api-keys/write.ts'
import type { Database } from '../../src/store/database.ts'
import { credentialsFor } from '../platforms/credentials.ts'
import type { Platforms } from '../platforms/index.ts'
import { type Application, startApplication } from '../support/application.ts'
import { eventually, signatureOf } from '../support/hub.ts'
import type { Side } from './side.ts'

interface FillOptions {
  readonly url: string
  readonly database: Database
  readonly platforms: Platforms
  readonly workspaceId: string
  readonly marker: string
  readonly platform: 'facebook' | 'instagram'
}

/** Fills a workspace with every kind of row, by the ways by which rows come. */
export async function fill(options: FillOptions): Promise<{ side: Side; application: Application }> {
  const { url, database, platforms, workspaceId, marker, platform } = options
  const key = await makeKey(database, workspaceId, marker)
  const api = caller(url, key)
  const credentials = credentialsFor(platforms)[platform]
  const account = (await api('POST', '/api/v1/accounts', { platform, credentials, name: marker })).id
  const application = await startApplication((_index, _delivery, response) =>
    response.writeHead(500).end(`${marker} is away`),
  )
  const hook = { url: `${application.url}/${marker}`, events: ['*'], description: marker }
  const endpoint = (await api('POST', '/api/v1/webhooks', hook)).id
  const person = platforms.seeds[platform].person.id
  await platforms.push(platform, 'message', { person, text: `${marker} asks` })
  await application.waitFor(1)
  const commented = { eventType: 'comment', content: { text: `${marker} comments` }, userInfo: { username: marker } }
  await api('POST', `/api/v1/accounts/${account}/test-event`, commented)
  const sent = await api('POST', '/api/v1/messages', { account, to: person, type: 'text', text: `${marker} answers` })
  const replay = await api('POST', `/api/v1/webhooks/${endpoint}/replay`, { since: '1h', status: 'all' })
  const login = await api('GET', `/api/v1/connect/${platform}`)
  await api('PUT', '/api/v1/settings', { alertEmails: [`${marker}@example.com`] })
  const spare = await api('POST', '/api/v1/keys', { name: `${marker} spare` })
  await refuse(url, platform, String(account), marker)
  const event = (await listed(api, '/api/v1/events?type=message.received', 1))[0]
  const delivery = (await listed(api, '/api/v1/deliveries', 1))[0]
  await listed(api, '/api/v1/rejections', 1)
  await eventually(
    async () => await database.db.selectFrom('comments').select('id').where('workspace_id', '=', workspaceId).execute(),
    (rows) => rows.length > 0,
  )
  const ids = {
    workspace: toPublicId('workspace', workspaceId),
    account: String(account),
    endpoint: String(endpoint),
    event: String(event),
    delivery: String(delivery),
    message: String(sent.id),
    replay: String(replay.id),
    connectSession: String(login.sessionId),
    apiKey: String(spare.id),
  }
  const side = { workspaceId, marker, key, ids, url: application.url, account: { platform, credentials, person } }
  return { side, application }
}

async function makeKey({ db }: Database, workspaceId: string, marker: string): Promise<string> {
  const key = generateApiKey()
  const id = newUuid()
  const parts = { hash: hashApiKey(key), hint: apiKeyHint(key) }
  await insertApiKey(db, { workspaceId, id, name: `${marker} admin`, role: 'admin', ...parts })
  return key
}

type Call = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>

function caller(url: string, key: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { 'x-api-key': key, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    expect([path, answer.status < 300 ? 'ok' : text]).toEqual([path, 'ok'])
    return JSON.parse(text) as Record<string, unknown>
  }
}

/** The ids of a list, once it has so many. */
async function listed(api: Call, path: string, least: number): Promise<string[]> {
  const ids = async () => ((await api('GET', path)).data as { id: string }[]).map(({ id }) => id)
  return await eventually(ids, (found) => found.length >= least)
}

/** A request at the account's own address that nobody signed. */
async function refuse(url: string, platform: string, account: string, marker: string): Promise<void> {
  const body = JSON.stringify({ marker })
  await fetch(`${url}/api/v1/webhooks/${platform}/${account}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, 'wrong') },
    body,
  })
}
