import { describe, expect, it } from 'vitest'
import { type Answerer, graphError, graphHost } from '../../../test/support/graph-host.ts'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { createWhatsAppClient } from './client.ts'

const credentials = { phoneNumberId: '5', wabaId: '77', accessToken: 'EAAsystem' }

async function connected(answer: Answerer, given: Partial<MetaEnvironment> = {}, more: object = {}) {
  const host = await graphHost(answer, given)
  return { host, client: createWhatsAppClient({ ...credentials, ...more }, host.environment) }
}

const system = (scopes: string[]) => ({
  data: { is_valid: true, type: 'SYSTEM_USER', expires_at: 1_900_000_000, scopes },
})
const phone = { id: '5', display_phone_number: '+1 555', verified_name: 'Shop', quality_rating: 'GREEN' }
const working: Answerer = ({ path }) => {
  if (path.endsWith('/debug_token')) return system(['whatsapp_business_messaging'])
  return path.endsWith('/phone_numbers') ? { data: [{ id: '5' }] } : phone
}

describe('a WhatsApp phone number', () => {
  it('shows itself, its quality and what its token lacks', async () => {
    const { client } = await connected(working)
    expect(await client.inspect()).toMatchObject({
      externalId: '5',
      username: '+1 555',
      name: 'Shop',
      quality: 'GREEN',
      token: {
        kind: 'system-user',
        missingScopes: ['whatsapp_business_management'],
        expiresAt: new Date(1_900_000_000_000),
      },
    })
  })

  it('belongs to the account that was named', async () => {
    const { client } = await connected((request, response) =>
      request.path.endsWith('/phone_numbers') ? { data: [{ id: '6' }] } : working(request, response),
    )
    await expect(client.inspect()).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('77') })
  })

  it('is not reached with the token of a Page', async () => {
    const { client } = await connected(() => ({ data: { is_valid: true, type: 'PAGE' } }))
    await expect(client.inspect()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('page token'),
    })
  })

  it('sends, and gets the id', async () => {
    const { client, host } = await connected(() => ({ messages: [{ id: 'wamid.1' }] }))
    expect(await client.send(outbound(CONTENTS.text))).toEqual({ messageId: 'wamid.1', via: 'message' })
    expect(await client.send(outbound(CONTENTS.template))).toEqual({ messageId: 'wamid.1', via: 'template' })
    expect(await client.send(outbound(CONTENTS.typing))).toEqual({ messageId: undefined, via: 'action' })
    expect(host.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v26.0/5/messages'))
  })

  it('is throttled under HTTP 400', async () => {
    const { client } = await connected((_request, response) => graphError(response, 400, { code: 130429 }))
    await expect(client.send(outbound(CONTENTS.text))).rejects.toMatchObject({
      kind: 'rate',
      retryable: true,
      retryAfterMs: 5000,
    })
  })

  it('uploads a file, with its type', async () => {
    const { client, host } = await connected(() => ({ id: '900' }))
    const file = { body: new Blob(['data']), contentType: 'image/jpeg', filename: 'a.jpg' }
    expect(await client.uploadMedia?.(file)).toEqual({ mediaId: '900' })
    expect(host.requests[0]).toMatchObject({ method: 'POST', path: '/v26.0/5/media' })
    expect(host.requests[0]?.body).toMatch(/name="messaging_product"\r\n\r\nwhatsapp/)
    expect(host.requests[0]?.body).toMatch(/filename="a.jpg"\r\nContent-Type: image\/jpeg/i)
  })

  it('does not upload what is too large', async () => {
    const { client, host } = await connected(() => ({ id: '900' }))
    const file = { body: new Blob([new Uint8Array(5_000_001)]), contentType: 'image/jpeg', filename: 'a.jpg' }
    await expect(client.uploadMedia?.(file)).rejects.toThrow(/5000000 bytes for an image/)
    expect(host.requests).toHaveLength(0)
  })

  it('downloads a file with its token, as a stream', async () => {
    const { client, host } = await connected(({ path, headers }, response) => {
      if (!path.startsWith('/media/'))
        return { url: `http://${headers.host}/media/x?ext=1`, mime_type: 'image/jpeg', file_size: '4' }
      response.end('data')
      return undefined
    })
    const media = await client.downloadMedia?.('900')
    expect(media).toMatchObject({ contentType: 'image/jpeg', size: 4 })
    expect(await new Response(media?.body).text()).toBe('data')
    expect(host.requests[0]?.query.get('phone_number_id')).toBe('5')
    expect(host.requests[1]?.headers.authorization).toBe('Bearer EAAsystem')
  })

  it('says that a file is gone', async () => {
    const { client } = await connected(({ path, headers }, response) => {
      if (!path.startsWith('/media/')) return { url: `http://${headers.host}/media/x` }
      response.statusCode = 404
      response.end()
      return undefined
    })
    await expect(client.downloadMedia?.('900')).rejects.toMatchObject({ kind: 'not-found', httpStatus: 404 })
  })

  it('is subscribed with a callback address of its own', async () => {
    const { client, host } = await connected(
      ({ method }) => (method === 'POST' ? { success: true } : { data: [{ whatsapp_business_api_data: { id: '1' } }] }),
      {},
      { verifyToken: 'v' },
    )
    expect(await client.subscribe({ callbackUrl: 'https://hub.example' })).toMatchObject({ active: true })
    expect(JSON.parse(host.requests[0]?.body ?? '')).toEqual({
      override_callback_uri: 'https://hub.example',
      verify_token: 'v',
    })
  })

  it('shows when the app does not listen to messages', async () => {
    const { client } = await connected(
      ({ path }) =>
        path.endsWith('/subscriptions')
          ? { data: [{ object: 'whatsapp_business_account', fields: [{ name: 'account_update' }] }] }
          : { data: [{ whatsapp_business_api_data: { id: '123' } }] },
      { appIdFor: () => '123' },
    )
    expect(await client.subscription()).toEqual({
      active: true,
      fields: ['account_update'],
      problem: expect.objectContaining({ code: 'messages_not_chosen' }),
    })
  })
})
