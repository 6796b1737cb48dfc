import { describe, expect, it } from 'vitest'
import { type Answerer, graphError, graphHost } from '../../../test/support/graph-host.ts'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { createInstagramClient } from './client.ts'

const USER_ID = '17841405822304914'
const own = { accessToken: 'IGQVJlong', login: 'instagram' }
const viaPage = { accessToken: 'EAApage', login: 'facebook', pageId: '11' }

async function connected(credentials: unknown, answer: Answerer, given: Partial<MetaEnvironment> = {}) {
  const host = await graphHost(answer, given)
  return { host, client: createInstagramClient(credentials, host.environment) }
}

const pageToken = {
  data: { is_valid: true, type: 'PAGE', profile_id: '11', scopes: ['instagram_basic'], expires_at: 0 },
}

describe('an Instagram account by its own login', () => {
  const profile = {
    id: '999',
    user_id: USER_ID,
    username: 'shop',
    name: 'Shop',
    account_type: 'BUSINESS',
    followers_count: 3,
  }

  it('is named by user_id, not by the id of the app', async () => {
    const { client } = await connected({ ...own, scopes: ['instagram_business_basic'] }, () => profile)
    expect(await client.inspect()).toMatchObject({
      externalId: USER_ID,
      username: 'shop',
      followers: 3,
      token: {
        kind: 'instagram-user',
        missingScopes: expect.arrayContaining(['instagram_business_manage_messages']),
      },
    })
  })

  it('may have been given by the id of the app, and is corrected', async () => {
    const { client } = await connected({ ...own, igUserId: '999' }, () => profile)
    expect((await client.inspect()).externalId).toBe(USER_ID)
  })

  it('is not another account than the one that was meant', async () => {
    const { client } = await connected({ ...own, igUserId: '123' }, () => profile)
    await expect(client.inspect()).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining(USER_ID) })
  })

  it('shows that messages may not be read', async () => {
    const { client } = await connected(own, ({ path }, response) =>
      path.endsWith('/conversations') ? graphError(response, 400, { code: 10 }) : profile,
    )
    expect((await client.inspect()).token.missingScopes).toEqual(['instagram_business_manage_messages'])
  })

  it('is not reached with a token of Facebook', async () => {
    const { client, host } = await connected({ ...own, accessToken: 'EAAtoken' }, () => profile)
    await expect(client.inspect()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Facebook'),
    })
    expect(host.requests).toHaveLength(0)
  })

  it('sends from its own host', async () => {
    const { client, host } = await connected(own, () => ({ recipient_id: '42', message_id: 'mid.1' }))
    expect(await client.send(outbound(CONTENTS.text, { to: '42' }))).toEqual({ messageId: 'mid.1', via: 'message' })
    expect(host.requests[0]).toMatchObject({ method: 'POST', path: '/instagram/v26.0/me/messages' })
    expect(JSON.parse(host.requests[0]?.body ?? '')).toEqual({
      recipient: { id: '42' },
      message: { text: 'Good morning' },
    })
  })

  it('sends reactions, which have no id', async () => {
    const { client } = await connected(own, () => ({ recipient_id: '42' }))
    expect(await client.send(outbound(CONTENTS.reaction))).toEqual({ messageId: undefined, via: 'action' })
  })

  it('asks for nothing when the message cannot be sent', async () => {
    const { client, host } = await connected(own, () => ({}))
    await expect(client.send(outbound(CONTENTS.location))).rejects.toMatchObject({ kind: 'invalid' })
    expect(host.requests).toHaveLength(0)
  })

  it('does not call a message sent that got no id', async () => {
    const { client } = await connected(own, () => ({ recipient_id: '42' }))
    await expect(client.send(outbound(CONTENTS.text))).rejects.toMatchObject({ outcomeUnknown: true, retryable: false })
  })

  it('is subscribed to the fields its login has', async () => {
    const { client, host } = await connected({ ...own, igUserId: USER_ID }, () => ({ success: true }))
    expect(await client.subscribe()).toMatchObject({ active: true, problem: undefined })
    const fields = host.requests[0]?.query.get('subscribed_fields')?.split(',')
    expect(host.requests[0]?.path).toBe(`/instagram/v26.0/${USER_ID}/subscribed_apps`)
    expect(fields).toContain('messages')
    expect(fields).not.toContain('story_insights')
  })

  it('shows that it is not subscribed, and why', async () => {
    const { client } = await connected(own, () => ({ data: [] }))
    expect(await client.subscription()).toMatchObject({ active: false, problem: { code: 'subscription_missing' } })
  })

  it('renews its token', async () => {
    const { client, host } = await connected(own, () => ({ access_token: 'new', expires_in: 5_184_000 }))
    expect(await client.renew()).toMatchObject({ accessToken: 'new' })
    expect(host.requests[0]?.path).toBe('/instagram/refresh_access_token')
  })

  it('shows who writes', async () => {
    const { client } = await connected(own, () => ({ name: 'Ada', username: 'ada', profile_pic: 'https://a.example' }))
    expect(await client.person('42')).toEqual({
      id: '42',
      name: 'Ada',
      username: 'ada',
      pictureUrl: 'https://a.example',
    })
  })
})

describe('an Instagram account through its Page', () => {
  const linked = { instagram_business_account: { id: USER_ID, username: 'shop' } }
  const byPath: Answerer = ({ path }) => (path.endsWith('/debug_token') ? pageToken : linked)

  it('is the one the Page is linked with', async () => {
    const { client } = await connected(viaPage, byPath)
    expect(await client.inspect()).toMatchObject({
      externalId: USER_ID,
      parentId: '11',
      username: 'shop',
      token: { kind: 'page', missingScopes: expect.arrayContaining(['instagram_manage_messages']) },
    })
  })

  it('is not reached with the token of a person', async () => {
    const { client } = await connected(viaPage, () => ({ data: { is_valid: true, type: 'USER' } }))
    await expect(client.inspect()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('this is a user token'),
    })
  })

  it('sends through the Page', async () => {
    const { client, host } = await connected(viaPage, () => ({ message_id: 'mid.1' }))
    await client.send(outbound(CONTENTS.text))
    expect(host.requests[0]?.path).toBe('/v26.0/11/messages')
  })

  it('leaves the fields of a Page alone that is connected itself', async () => {
    const { client, host } = await connected(viaPage, () => ({ data: [{ id: '1', subscribed_fields: ['messages'] }] }))
    expect(await client.subscribe()).toMatchObject({ active: true, fields: ['messages'] })
    await expect(client.unsubscribe()).rejects.toMatchObject({ message: expect.stringContaining('messages') })
    expect(host.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  it('ends the subscription of a Page that nobody else has a use for', async () => {
    const { client, host } = await connected(viaPage, () => ({ success: true }))
    await client.unsubscribe({ alone: true })
    expect(host.requests).toMatchObject([{ method: 'DELETE', path: '/v26.0/11/subscribed_apps' }])
  })

  it('says that no fields can be chosen for it', async () => {
    const { client, host } = await connected(viaPage, ({ method }) => (method === 'GET' ? { data: [] } : {}))
    expect(await client.subscribe({ fields: ['comments'] })).toMatchObject({
      active: true,
      problem: { detail: expect.stringContaining('the whole app') },
    })
    expect(host.requests[1]?.query.get('subscribed_fields')).toBe('feed')
    expect((await client.subscribe({ fields: ['comments'], partial: true })).problem).toBeUndefined()
  })

  it("has its token looked into and renewed by Facebook's app, not by that of Instagram Login", async () => {
    const facts = { ...pageToken.data, app_id: 'FB', expires_at: Math.floor(Date.now() / 1000) + 86_400 }
    const { client, host } = await connected(
      viaPage,
      ({ path }) => (path.endsWith('/debug_token') ? { data: facts } : { access_token: 'new', expires_in: 5_184_000 }),
      {
        appIdFor: (platform) => (platform === 'instagram' ? 'IG' : 'FB'),
        appSecretFor: (platform) => (platform === 'instagram' ? 'ig-secret' : 'fb-secret'),
      },
    )
    expect(await client.renew()).toMatchObject({ accessToken: 'new' })
    expect(host.requests[0]?.headers.authorization).toBe('Bearer FB|fb-secret')
    expect(host.requests[1]?.query.get('client_id')).toBe('FB')
    expect(host.requests[1]?.query.get('client_secret')).toBe('fb-secret')
  })
})

describe('credentials of Instagram', () => {
  it('are refused with the names of what is wrong', async () => {
    const { environment } = await graphHost(() => ({}))
    expect(() => createInstagramClient({ igUserId: 'shop' }, environment)).toThrow(/accessToken|igUserId/)
  })
})
