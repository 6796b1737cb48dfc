import { describe, expect, it } from 'vitest'
import { type Answerer, graphError, graphHost } from '../../../test/support/graph-host.ts'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { createFacebookClient } from './client.ts'

const credentials = { pageId: '11', accessToken: 'EAApage' }

async function connected(answer: Answerer, given: Partial<MetaEnvironment> = {}) {
  const host = await graphHost(answer, given)
  return { host, client: createFacebookClient(credentials, host.environment) }
}

const tokenOf = (type: string, more: object = {}) => ({ data: { is_valid: true, type, expires_at: 0, ...more } })

describe('a Facebook Page', () => {
  it('shows itself and what its token lacks', async () => {
    const { client } = await connected(({ path }) =>
      path.endsWith('/debug_token')
        ? tokenOf('PAGE', { profile_id: '11', scopes: ['pages_messaging', 'pages_manage_metadata'] })
        : { id: '11', name: 'Shop', picture: { data: { url: 'https://a.example' } }, followers_count: 5 },
    )
    expect(await client.inspect()).toMatchObject({
      externalId: '11',
      name: 'Shop',
      pictureUrl: 'https://a.example',
      followers: 5,
      token: {
        kind: 'page',
        expiresAt: undefined,
        missingScopes: ['pages_read_engagement', 'pages_read_user_content', 'pages_manage_engagement'],
      },
    })
  })

  it('is not reached with the token of a person', async () => {
    const { client } = await connected(() => tokenOf('USER'))
    await expect(client.inspect()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('/me/accounts'),
    })
  })

  it('is not reached with the token of another Page', async () => {
    const { client } = await connected(() => tokenOf('PAGE', { profile_id: '12' }))
    await expect(client.inspect()).rejects.toMatchObject({ message: expect.stringContaining('the Page 12') })
  })

  it('notices the token of a person also when Facebook does not tell its kind', async () => {
    const { client } = await connected(({ path }, response) =>
      path.endsWith('/debug_token') ? graphError(response, 400, { code: 100 }) : { id: '555', name: 'Ada' },
    )
    await expect(client.inspect()).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('555') })
  })

  it('is not reached with a token that has died', async () => {
    const { client } = await connected((_request, response) =>
      graphError(response, 400, { code: 190, error_subcode: 463 }),
    )
    await expect(client.inspect()).rejects.toMatchObject({ kind: 'auth', platformCode: '190/463' })
  })

  it('has its token looked into by the app, when that is known', async () => {
    const { client, host } = await connected(() => tokenOf('USER'), { appIdFor: () => '123' })
    await expect(client.inspect()).rejects.toThrow()
    expect(host.requests[0]?.headers.authorization).toBe('Bearer 123|app-secret')
  })

  it('sends with its token and the proof', async () => {
    const { client, host } = await connected(() => ({ recipient_id: '42', message_id: 'm_1' }))
    expect(await client.send(outbound(CONTENTS.text))).toEqual({ messageId: 'm_1', via: 'message' })
    expect(host.requests[0]).toMatchObject({ method: 'POST', path: '/v26.0/11/messages' })
    expect(host.requests[0]?.query.get('appsecret_proof')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('sends once, also when the platform is out of order', async () => {
    const { client, host } = await connected((_request, response) => graphError(response, 500, { code: 2 }))
    await expect(client.send(outbound(CONTENTS.text))).rejects.toMatchObject({ kind: 'unavailable', retryable: true })
    expect(host.requests).toHaveLength(1)
  })

  it('is subscribed without the default fields that a missing scope forbids', async () => {
    const { client } = await connected(({ query }, response) =>
      query.get('subscribed_fields')?.includes('leadgen')
        ? graphError(response, 403, {
            code: 200,
            message: 'To subscribe to the leadgen field, leads_retrieval is needed',
          })
        : { success: true },
    )
    const state = await client.subscribe()
    expect(state).toMatchObject({ active: true, problem: { detail: expect.stringContaining('leadgen') } })
    expect(state.fields).not.toContain('leadgen')
    expect(state.fields).toContain('messages')
  })

  it('is subscribed without the default fields that the platform no longer knows', async () => {
    const { client } = await connected(({ query }, response) =>
      query.get('subscribed_fields')?.includes('send_cart')
        ? graphError(response, 400, {
            code: 100,
            message: '(#100) Param subscribed_fields[19] must be one of {messages, feed, mention} - got "send_cart".',
          })
        : { success: true },
    )
    expect((await client.subscribe()).fields).toEqual(['messages', 'feed', 'mention'])
  })

  it('is not subscribed to less than was asked for, unless the rest will do', async () => {
    const { client } = await connected(({ query }, response) =>
      query.get('subscribed_fields')?.includes('leadgen')
        ? graphError(response, 403, { code: 200, message: 'leadgen needs leads_retrieval' })
        : { success: true },
    )
    const fields = ['leadgen', 'messages']
    await expect(client.subscribe({ fields })).rejects.toMatchObject({ kind: 'permission' })
    expect(await client.subscribe({ fields, partial: true })).toMatchObject({
      active: true,
      fields: ['messages'],
      problem: { detail: expect.stringContaining('leadgen') },
    })
  })

  it('of another app than the configured one is not asked for in the name of that', async () => {
    const host = await graphHost(() => tokenOf('PAGE', { profile_id: '11', app_id: '9', expires_at: 1, scopes: [] }), {
      appIdFor: () => '123',
    })
    const client = createFacebookClient({ ...credentials, appSecret: 'of-app-9' }, host.environment)
    await expect(client.renew()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(host.requests[0]?.headers.authorization).toBe('Bearer EAApage')
    expect(host.requests[1]?.query.get('client_id')).toBe('9')
    expect(host.requests[1]?.query.get('client_secret')).toBe('of-app-9')
  })

  it('tells its own subscription from those of other apps', async () => {
    const apps = [
      { id: '1', subscribed_fields: ['messages'] },
      { id: '2', subscribed_fields: ['feed'] },
    ]
    const { client } = await connected(({ path }) => (path.endsWith('/app') ? { id: '2' } : { data: apps }))
    expect(await client.subscription()).toMatchObject({
      active: true,
      fields: ['feed'],
      problem: { detail: expect.stringContaining('messages') },
    })
  })

  it('uploads a file for sending', async () => {
    const { client, host } = await connected(() => ({ attachment_id: '77' }))
    const file = { body: new Blob(['data']), contentType: 'image/png', filename: 'a.png' }
    expect(await client.uploadMedia?.(file)).toEqual({ mediaId: '77' })
    expect(host.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data/)
    expect(host.requests[0]?.body).toContain('filename="a.png"')
  })
})
