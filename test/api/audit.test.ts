import { beforeAll, expect, it } from 'vitest'
import { floorUuid, toPublicId } from '../../src/events/ids.ts'
import { deleteOldAudit } from '../../src/store/audit/audit.ts'
import { API_KEY, describeHub, type TestHub } from '../support/hub.ts'
import { type SecondWorkspace, secondWorkspace } from '../support/second-workspace.ts'

interface Entry {
  id: string
  key: { id: string; name: string } | null
  workspaceId: string | null
  method: string
  route: string
  targets: string[]
  members: string[]
}

describeHub('the audit', (store) => {
  let hub: TestHub
  let second: SecondWorkspace
  beforeAll(async () => {
    hub = await store.start()
    second = await secondWorkspace(hub.url, hub.database)
  })

  const entries = async (api: SecondWorkspace['api'] = hub.api, query = '') =>
    (await api<{ data: Entry[] }>(`/api/v1/audit${query}`)).body.data
  const asOperatorIn = (workspaceId: string, path: string, body?: object) =>
    fetch(hub.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        'x-api-key': API_KEY,
        'x-workspace': toPublicId('workspace', workspaceId),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })

  it('names the key, the route, the ids and the members of a change, and no value', async () => {
    const hook = { url: 'http://127.0.0.1:9/hook', events: ['*'], secret: 'whsec_dGhpcy1pcy1hLXNlY3JldC1vZi0zMg==' }
    const made = (await hub.api<{ id: string }>('/api/v1/webhooks', hook)).body
    await hub.api(`/api/v1/webhooks/${made.id}`, { description: 'a secret plan' }, 'PUT')
    const [changed, created] = await entries()
    expect(created).toMatchObject({
      key: { name: 'API_KEY' },
      workspaceId: null,
      method: 'POST',
      route: '/api/v1/webhooks',
      targets: [made.id],
      members: ['url', 'events', 'secret'],
    })
    const route = '/api/v1/webhooks/{id}'
    expect(changed).toMatchObject({ method: 'PUT', route, targets: [made.id], members: ['description'] })
    const rows = JSON.stringify(await hub.database.db.selectFrom('audit').selectAll().execute())
    expect(rows).not.toMatch(/whsec_|secret plan|127\.0\.0\.1/)
    expect((await entries(hub.api, `?key=${created?.key?.id}`)).length).toBe(2)
  })

  it('leaves out what only reads, and what is refused', async () => {
    const before = await entries()
    await hub.api('/api/v1/events')
    await hub.api('/api/v1/webhooks', { url: 'nonsense' })
    await hub.api('/api/v1/keys/key_01j00000000000000000000000', undefined, 'DELETE')
    expect(await entries()).toEqual(before)
  })

  it('shows a change of the operator in both workspaces, and a read once', async () => {
    await asOperatorIn(second.id, '/api/v1/keys', { name: 'by the operator' })
    for (let read = 0; read < 3; read++) await asOperatorIn(second.id, '/api/v1/events')
    const there = await entries(second.api)
    expect(there.map(({ key, workspaceId, method, route }) => [key, workspaceId, method, route])).toEqual([
      [null, null, 'GET', '/api/v1/events'],
      [null, null, 'POST', '/api/v1/keys'],
    ])
    const here = (await entries()).slice(0, 2)
    expect(here.map(({ key, workspaceId, route }) => [key?.name, workspaceId, route])).toEqual([
      ['API_KEY', toPublicId('workspace', second.id), '/api/v1/events'],
      ['API_KEY', toPublicId('workspace', second.id), '/api/v1/keys'],
    ])
  })

  it('is for admins only', async () => {
    const { key } = (await second.api<{ key: string }>('/api/v1/keys', { name: 'reader' })).body
    const answer = await fetch(`${hub.url}/api/v1/audit`, { headers: { 'x-api-key': key } })
    expect(answer.status).toBe(403)
  })

  it('forgets what is too old, in one workspace', async () => {
    await deleteOldAudit(hub.database, second.id, floorUuid(new Date(Date.now() + 60_000)))
    expect(await entries(second.api)).toEqual([])
    expect((await entries()).length).toBeGreaterThan(0)
  })
})
