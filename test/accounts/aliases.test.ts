import { expect, it } from 'vitest'
import { type AccountBody, credentialsFor, describeWithPlatforms, type Problem } from './support.ts'

describeWithPlatforms('calls of earlier systems about accounts', ({ hub, platforms }) => {
  it('log in with a token, for the account of that name only', async () => {
    const { accessToken } = credentialsFor(platforms()).instagram
    const wrong = await hub().api<Problem>('/login', { username: 'somebody', accessToken })
    expect(wrong.status).toBe(409)
    const { status, body } = await hub().api<AccountBody & { success: boolean }>('/login', {
      username: 'YourBrand',
      accessToken,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ success: true, username: 'yourbrand', state: 'connected' })
  })

  it('get no login with a password, but the address to log in at and why', async () => {
    const { status, body } = await hub().api<Problem>('/login', { username: 'yourbrand', password: 'hunter2' })
    expect(status).toBe(400)
    expect(body.detail).toContain(`${hub().url}/api/v1/connect/instagram`)
    expect(body.detail).toContain('no login with a password')
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  it('see the status of a webhook and test it', async () => {
    const accounts = await hub().api<{ data: AccountBody[] }>('/api/v1/accounts')
    const id = accounts.body.data[0]?.id
    const test = await hub().api(`/api/v1/webhooks/test/${id}`, {})
    expect(test.status, JSON.stringify(test.body)).toBe(200)
    expect(test.body).toMatchObject({
      success: true,
      platform_type: 'instagram',
      parsed_events: 1,
      events: [
        { event_id: expect.stringMatching(/^evt_/), event_type: 'message.received', timestamp: expect.any(String) },
      ],
    })
    const status = await hub().api(`/api/v1/webhooks/status/${id}`)
    expect(status.body).toMatchObject({
      platform_id: id,
      platform_type: 'instagram',
      webhook_url: `${hub().url}/api/v1/webhooks/instagram/${id}`,
      is_active: true,
      is_verified: true,
      successful_requests: 2,
      failed_requests: 0,
      total_requests: 2,
      success_rate: 100,
      last_request: expect.any(String),
    })
    // Its callers know the account by the id that the platform gives it.
    const own = accounts.body.data[0]?.externalId
    expect((await hub().api(`/api/v1/webhooks/status/${own}`)).body).toEqual(status.body)
    expect(await hub().api(`/api/v1/webhooks/test/${own}`, {})).toMatchObject({ status: 200, body: { success: true } })
  })
})
