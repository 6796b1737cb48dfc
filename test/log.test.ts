import { rmSync } from 'node:fs'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLogger } from '../src/log.ts'
import { answering, startApplication } from './support/application.ts'
import { preparedDataDir } from './support/cluster.ts'
import {
  API_KEY,
  APP_SECRET,
  eventually,
  instagramMessage,
  signatureOf,
  startTestHub,
  type TestHub,
  VERIFY_TOKEN,
} from './support/hub.ts'

let hub: TestHub
let dataDir: string
let logged = ''

beforeAll(async () => {
  dataDir = await preparedDataDir()
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString('utf8')
      done()
    },
  })
  hub = await startTestHub({ dataDir, log: createLogger('trace', sink), env: { DELIVERY_RETRY_SCHEDULE: '1s' } })
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

it('the log never has a secret, a token or the text of a message, not even at level trace', async () => {
  const text = 'my-private-message'
  const token = 'a-platform-token-that-is-wrong'
  const failing = await startApplication(answering(500, 410))
  const { body } = await hub.api<{ id: string; secret: string }>('/api/v1/webhooks', {
    url: failing.url,
    events: ['*'],
  })
  const message = JSON.stringify(instagramMessage(text))
  const post = (signature: string) =>
    fetch(`${hub.url}/api/webhooks/instagram`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': signature },
      body: message,
    })
  await post(signatureOf(message))
  await post(signatureOf(message, 'forged'))
  await post('sha256=rubbish')
  await fetch(`${hub.url}/api/webhooks/instagram?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=c`)
  await fetch(`${hub.url}/api/v1/events`, { headers: { authorization: `Bearer ${API_KEY}x` } })
  await hub.api(`/api/v1/events?q=${text}`)
  await hub.api('/api/v1/webhooks', { url: 'nonsense', events: ['*'], secret: body.secret })
  await hub.api('/api/v1/accounts', {
    platform: 'line',
    credentials: { channelSecret: APP_SECRET, channelAccessToken: token },
  })
  await eventually(
    async () => (await hub.api<{ state: string }>(`/api/v1/webhooks/${body.id}`)).body.state,
    (state) => state === 'disabled',
  )
  await hub.stop()
  await failing.stop()

  expect(logged).toContain('an endpoint was disabled')
  for (const secret of [text, API_KEY, APP_SECRET, VERIFY_TOKEN, token, body.secret, signatureOf(message).slice(7)]) {
    expect(logged).not.toContain(secret)
  }
})
