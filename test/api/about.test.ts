import { afterAll, beforeAll, expect, it } from 'vitest'
import { VERSION } from '../../src/version.ts'
import { describeHub, eventually, type TestHub } from '../support/hub.ts'

interface About {
  version: string
  node: string
  uptimeSeconds: number
  store: { kind: string; version: string; sizeBytes: number | null }
  roles: string[]
  processes: { roles: string[]; version: string }[]
  publicUrl: string | null
  dataDir: string | null
}

describeHub('what runs', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
  })
  afterAll(() => hub.stop())
  const about = async () => (await hub.api<About>('/api/v1/about')).body

  it('is told with its store', async () => {
    const body = await about()
    expect(body).toMatchObject({ version: VERSION, node: process.versions.node, publicUrl: null })
    expect(body.store).toMatchObject({ kind: 'postgres', version: expect.stringMatching(/^\d+\.\d+/) })
    expect(body.store.sizeBytes).toBeGreaterThan(1_000_000)
    expect(body.roles).toContain('deliver')
  })

  it('tells the data folder to administrators only', async () => {
    expect((await about()).dataDir).toBe(store.dataDir)
    const { key } = (await hub.api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })).body
    const response = await fetch(`${hub.url}/api/v1/about`, { headers: { 'x-api-key': key } })
    expect(((await response.json()) as About).dataDir).toBeNull()
  })

  it('knows the other processes, until they end', async () => {
    const other = await store.start({ env: { HUBBUB_ROLES: 'deliver' } })
    const { processes } = await eventually(about, (body) => body.processes.length === 2)
    expect(processes[1]?.roles).toEqual(['deliver'])
    await other.stop()
    expect((await about()).processes).toHaveLength(1)
  })
})
