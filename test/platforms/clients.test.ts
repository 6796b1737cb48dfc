import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createPlatformAccess } from '../../src/accounts/access.ts'
import { platformOf } from '../../src/accounts/platform-of.ts'
import { loadConfig } from '../../src/config.ts'
import type { PlatformClient } from '../../src/platforms/client.ts'
import type { PlatformId } from '../../src/platforms/index.ts'
import { CONTENTS, outbound } from '../support/outbound.ts'
import { credentialsFor } from './credentials.ts'
import { startPlatforms } from './index.ts'

const hub = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
await once(hub, 'listening')
const platforms = await startPlatforms({ hub: `http://127.0.0.1:${(hub.address() as AddressInfo).port}` })
const { seeds, state } = platforms
const config = loadConfig(platforms.env)
const access = createPlatformAccess(config.platforms, 'Hubbub/0.0.0')

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(async () => {
  await access.close()
  await platforms.stop()
  hub.close()
})

const credentials = credentialsFor(platforms)
const clientOf = (platform: PlatformId): PlatformClient =>
  platformOf(platform).client(credentials[platform], access.environment())

state.callbacks.set('whatsapp_business_account', {
  callbackUrl: 'https://hub.example.com/api/webhooks/whatsapp',
  fields: ['messages'],
  verifyToken: 'x',
})

describe.each(['instagram', 'facebook', 'whatsapp', 'line'] as const)("the hub's client of %s", (platform) => {
  const client = clientOf(platform)
  const { account, person } = seeds[platform]

  it('finds out who it speaks for', async () => {
    const found = await client.inspect()
    expect(found).toMatchObject({ externalId: account.id, name: account.name, token: { missingScopes: [] } })
  })

  it('subscribes the account', async () => {
    const callbackUrl = platform === 'line' ? { callbackUrl: 'https://hub.example.com/api/webhooks/line' } : {}
    expect((await client.subscribe(callbackUrl)).active).toBe(true)
    expect((await client.subscription(callbackUrl)).active).toBe(true)
  })

  it('sends everything the platform takes', async () => {
    platforms.happen(platform, 'message')
    const inbound = [...state.messages.values()].findLast(
      ({ accountId, direction }) => accountId === account.id && direction === 'in',
    )
    const markAsReadToken = [...state.readTokens.keys()].at(-1)
    const refused: string[] = []
    const { sends } = platformOf(platform).messaging.capabilities
    for (const type of sends) {
      const content = { ...CONTENTS[type], ...special(type) }
      const messageId = type === 'mark_seen' && platform === 'line' ? markAsReadToken : inbound?.id
      const aimed = 'messageId' in content && messageId !== undefined ? { ...content, messageId } : content
      await client
        .send(outbound(aimed, { to: person.id, idempotencyKey: crypto.randomUUID() }))
        .catch((error: unknown) => refused.push(`${type}: ${String(error)}`))
    }
    console.log(`${platform}: ${sends.length} types of content sent, ${refused.length} refused`)
    expect(refused).toEqual([])
  })

  /** What the plain contents lack for this platform. */
  function special(type: string): object {
    if (type === 'template') return { name: 'hello_world' }
    if (type === 'file' && platform === 'instagram') return { url: 'https://cdn.example/file.pdf' }
    if (type === 'sticker' && platform === 'instagram') return { url: undefined, stickerId: 'like_heart' }
    if (type === 'sticker' && platform === 'line') return { url: undefined, packageId: '446', stickerId: '1988' }
    if (type === 'native' && platform === 'line') return { message: { type: 'text', text: 'x' } }
    if (type === 'audio' && platform === 'line') return { durationMs: 1000 }
    if (type === 'video' && platform === 'line') return { previewUrl: 'https://cdn.example/small' }
    if (type === 'reaction' && platform === 'instagram') return { emoji: '❤' }
    return {}
  }

  it('reads a profile, where there is one', async () => {
    const profile = await client.person(person.id)
    if (platform !== 'whatsapp') expect(profile.name).toBe(person.name)
  })

  it('unsubscribes the account, where the platform can', async () => {
    if (platform === 'line') return await expect(client.unsubscribe()).rejects.toThrow(/Developers Console/)
    await client.unsubscribe()
    expect((await client.subscription()).active).toBe(false)
  })
})

describe('files', () => {
  it('go to WhatsApp and come back', async () => {
    const client = clientOf('whatsapp')
    const body = new Blob(['pixels'], { type: 'image/png' })
    const uploaded = await client.uploadMedia?.({ body, contentType: 'image/png', filename: 'a.png' })
    const media = await client.downloadMedia?.(uploaded?.mediaId ?? '')
    if (!media) throw new Error('nothing came back')
    expect((await buffer(media.body)).toString()).toBe('pixels')
  })

  it('of a message come from LINE', async () => {
    const { events } = platforms.happen('line', 'message-image') as { events: { message: { id: string } }[] }
    const media = await clientOf('line').downloadMedia?.(events[0]?.message.id ?? '')
    expect(media?.contentType).toBe('image/jpeg')
    if (media) await media.body.cancel()
  })

  it('go to a Page', async () => {
    const body = new Blob(['pixels'], { type: 'image/png' })
    const uploaded = await clientOf('facebook').uploadMedia?.({ body, contentType: 'image/png', filename: 'a.png' })
    expect(uploaded?.mediaId).toMatch(/^\d+$/)
  })
})

it('has checked every operation that the clients used, by the official document where it is here', () => {
  const used = platforms.coverage.list()
  const documented = used.filter(({ document }) => document !== undefined)
  console.log(
    `the hub's clients used ${used.length} operations, all checked; ${documented.length} of them stand in official documents and were checked by these in each call`,
  )
  for (const { platform, operation, calls, document } of used)
    console.log(`  ${platform.padEnd(9)} ${operation.padEnd(48)} ${String(calls).padStart(3)}  ${document ?? '-'}`)
  expect(platforms.coverage.complete()).toBe(true)
})
