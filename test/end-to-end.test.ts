import { expect, it } from 'vitest'
import { credentialsFor, describeWithPlatforms } from './accounts/support.ts'
import { startApplication } from './support/application.ts'
import { eventually } from './support/hub.ts'

interface Body {
  event: string
  account: { id: string; platform: string } | null
  data: Record<string, unknown>
}

const STATUSES = {
  instagram: ['read'],
  facebook: ['delivered', 'read'],
  whatsapp: ['delivered', 'read'],
  line: [],
} as const

describeWithPlatforms('an application', (stage) => {
  it.each(['instagram', 'facebook', 'whatsapp', 'line'] as const)(
    'sees an account of %s connected, a message, the reply and how far it got, in order and each once',
    async (platform) => {
      const hub = stage.hub()
      const platforms = stage.platforms()
      // Statuses come when the test says so: told at once, one may overtake the answer to the call that sent the message.
      platforms.settings.whatsappStatuses = []
      const application = await startApplication()
      const { id: endpoint } = (
        await hub.api<{ id: string }>('/api/v1/webhooks', {
          url: application.url,
          events: ['account.connected', 'message.*'],
          ordering: 'conversation',
        })
      ).body
      const seen = () => application.received.map(({ body }) => JSON.parse(body) as Body)
      const until = (event: string) =>
        eventually(
          async () => seen().find((body) => body.event === event),
          (body) => body !== undefined,
        )

      const connected = await hub.api<{ id: string; state: string }>('/api/v1/accounts', {
        platform,
        credentials: credentialsFor(platforms)[platform],
      })
      expect([connected.status, connected.body.state]).toEqual([201, 'connected'])
      await until('account.connected')

      const person = platforms.seeds[platform].person.id
      const pushed = await platforms.push(platform, 'message', { person, text: 'Is it still for sale?' })
      expect(pushed.status).toBe(200)
      const received = await until('message.received')
      expect(received?.account).toMatchObject({ id: connected.body.id, platform })

      const sent = await hub.api<{ id: string; status: string; platformMessageId: string }>('/api/v1/messages', {
        account: connected.body.id,
        conversationId: received?.data.conversationId,
        type: 'text',
        text: 'Yes, it is.',
      })
      expect(sent.status).toBe(200)
      const { platformMessageId } = sent.body
      await until('message.replied')
      for (const status of STATUSES[platform]) {
        platforms.report(platformMessageId, status)
        await until(`message.${status}`)
      }
      if (platform !== 'line') {
        await eventually(
          () => hub.api<{ status: string }>(`/api/v1/messages/${sent.body.id}`),
          (answer) => answer.body.status === 'read',
        )
      }
      await platforms.idle()

      const own = seen().filter(({ event }) => event !== 'message.sent')
      expect(own.map(({ event }) => event)).toEqual([
        'account.connected',
        'message.received',
        'message.replied',
        ...(platform === 'whatsapp' || platform === 'facebook' ? ['message.delivered'] : []),
        ...(platform === 'line' ? [] : ['message.read']),
      ])
      const echoes = seen().filter(({ event, data }) => event === 'message.sent' && data.receipt !== true)
      expect(echoes).toEqual([])
      expect(new Set(application.received.map(({ headers }) => headers['webhook-id'])).size).toBe(seen().length)
      await hub.api(`/api/v1/webhooks/${endpoint}`, undefined, 'DELETE')
      await application.stop()
    },
  )
})
