import { Agent, request } from 'node:http'
import { afterAll, expect, it } from 'vitest'
import { describeHub, instagramMessage, signatureOf, type TestHub } from './support/hub.ts'

const CONNECTIONS = 16

describeHub('a hub that stops', (store) => {
  let hub: TestHub
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  afterAll(() => agent.destroy())

  /** One signed message by a connection that is kept. */
  const post = (text: string) =>
    new Promise<{ status: number | undefined; last: boolean }>((resolve, reject) => {
      const body = JSON.stringify(instagramMessage(text))
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) }
      const sent = request(`${hub.url}/api/webhooks/instagram`, { method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.on('end', () =>
          resolve({ status: response.statusCode, last: response.headers.connection === 'close' }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })

  it('answers every request of its open connections, and tells each which is the last', async () => {
    hub = await store.start()
    const answered = { count: 0 }
    const client = async (index: number) => {
      for (let n = 0; ; n++) {
        const { status, last } = await post(`${index} ${n}`)
        expect(status).toBe(200)
        answered.count++
        if (last) return
      }
    }
    const clients = Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => client(index)))
    while (answered.count < CONNECTIONS * 5) await new Promise((resolve) => setTimeout(resolve, 10))
    await Promise.all([clients, hub.stop()])
  })
})
