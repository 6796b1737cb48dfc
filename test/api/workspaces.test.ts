import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromPublicId } from '../../src/events/ids.ts'
import { describeHub, type TestHub } from '../support/hub.ts'

interface Problem {
  status: number
  reason?: { code: string }
}

describeHub('workspaces', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
  })

  /** Calls the API with another key, in another workspace, or with a session. */
  const call = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ) => {
    const answer = await fetch(hub.url + path, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : undefined) as T }
  }
  const OPERATOR = { 'x-api-key': 'test-key-0123456789abcdef' }
  const make = async (name: string) => (await hub.api<{ id: string }>('/api/v1/workspaces', { name })).body.id
  const keyIn = async (workspace: string, body: object) =>
    (await call<{ key: string; id: string }>('POST', '/api/v1/keys', { ...OPERATOR, 'x-workspace': workspace }, body))
      .body

  it('are made and listed by the operator', async () => {
    const made = await hub.api<{ id: string; name: string }>('/api/v1/workspaces', { name: 'Bakery' })
    expect(made).toMatchObject({ status: 201, body: { name: 'Bakery' } })
    const { data } = (await hub.api<{ data: { id: string; name: string }[] }>('/api/v1/workspaces')).body
    expect(data.map(({ name }) => name)).toEqual(['Bakery', 'Default'])
    expect(data[0]?.id).toBe(made.body.id)
  })

  it('are walls for keys: one that was made in a workspace works there only, and names no other', async () => {
    const workspace = await make('Florist')
    const { key, id } = await keyIn(workspace, { name: 'florist', role: 'admin' })
    const own = { 'x-api-key': key }
    expect((await call('GET', '/api/v1/about', own)).body).toMatchObject({ workspaceId: workspace })
    const listed = await call<{ data: { id: string }[] }>('GET', '/api/v1/keys', own)
    expect(listed.body.data.map((each) => each.id)).toEqual([id])
    expect((await hub.api<{ data: { id: string }[] }>('/api/v1/keys')).body.data.map((each) => each.id)).not.toContain(
      id,
    )
    for (const [method, path, headers, body] of [
      ['GET', '/api/v1/events', { ...own, 'x-workspace': workspace }],
      ['GET', '/api/v1/workspaces', own],
      ['POST', '/api/v1/workspaces', own, { name: 'Another' }],
      ['POST', '/api/v1/keys', own, { name: 'op', role: 'admin', operator: true }],
    ] as const)
      expect(await call<Problem>(method, path, headers, body)).toMatchObject({
        status: 403,
        body: { reason: { code: 'not_operator' } },
      })
  })

  it('that do not exist cannot be named', async () => {
    for (const id of ['ws_01h00000000000000000000000', 'nonsense'])
      expect(await call<Problem>('GET', '/api/v1/events', { ...OPERATOR, 'x-workspace': id })).toMatchObject({
        status: 404,
        body: { reason: { code: 'no_workspace' } },
      })
  })

  it('have keys of the operator in the first one only, with the role admin, and one always stays', async () => {
    const workspace = await make('Butcher')
    const wanted = { name: 'op', role: 'admin', operator: true }
    const elsewhere = await call<Problem>('POST', '/api/v1/keys', { ...OPERATOR, 'x-workspace': workspace }, wanted)
    expect(elsewhere).toMatchObject({ status: 403, body: { reason: { code: 'not_operator' } } })
    expect((await hub.api('/api/v1/keys', { ...wanted, role: 'read' })).status).toBe(400)
    const other = (await hub.api<{ id: string; operator: boolean }>('/api/v1/keys', wanted)).body
    expect(other.operator).toBe(true)
    expect((await hub.api(`/api/v1/keys/${other.id}`, undefined, 'DELETE')).status).toBe(204)
    const admin = (await hub.api<{ id: string }>('/api/v1/keys', { name: 'admin', role: 'admin' })).body
    const { data } = (await hub.api<{ data: { id: string; operator: boolean }[] }>('/api/v1/keys')).body
    const last = data.find(({ operator }) => operator)
    expect(await hub.api(`/api/v1/keys/${last?.id}`, undefined, 'DELETE')).toMatchObject({
      status: 409,
      body: { reason: { code: 'last_operator_key' } },
    })
    await hub.api(`/api/v1/keys/${admin.id}`, undefined, 'DELETE')
  })

  it('are chosen in a session of the operator, which keeps them', async () => {
    const workspace = await make('Chemist')
    const signedIn = await call<{ csrfToken: string; operator: boolean; workspaceId: string }>(
      'POST',
      '/api/v1/session',
      {},
      { apiKey: OPERATOR['x-api-key'] },
    )
    expect(signedIn.body.operator).toBe(true)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const headers = { cookie, 'x-csrf-token': signedIn.body.csrfToken }
    const chosen = await call('PUT', '/api/v1/session', headers, { workspaceId: workspace })
    expect(chosen).toMatchObject({ status: 200, body: { workspaceId: workspace } })
    expect((await call('GET', '/api/v1/session', { cookie })).body).toMatchObject({ workspaceId: workspace })
    await call('POST', '/api/v1/webhooks', headers, { url: 'http://127.0.0.1:9/chemist', events: ['*'] })
    const rows = await hub.database.db.selectFrom('endpoints').select('workspace_id').execute()
    expect(rows).toEqual([{ workspace_id: fromPublicId('workspace', workspace) }])
    const back = await call('PUT', '/api/v1/session', headers, { workspaceId: signedIn.body.workspaceId })
    expect(back.body).toMatchObject({ workspaceId: signedIn.body.workspaceId })
    expect((await call<{ data: object[] }>('GET', '/api/v1/webhooks', { cookie })).body.data).toEqual([])
    expect((await call('PUT', '/api/v1/session', { cookie }, { workspaceId: workspace })).status).toBe(403)
  })

  it('of another process are known when they are named', async () => {
    const other = await store.start()
    const workspace = await make('Grocer')
    const answer = await fetch(`${other.url}/api/v1/about`, { headers: { ...OPERATOR, 'x-workspace': workspace } })
    expect(await answer.json()).toMatchObject({ workspaceId: workspace })
    await other.stop()
  })

  afterAll(() => hub.stop())
})
