import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDestinations } from '../src/destinations/index.ts'
import { createEndpointRegistry, type EndpointRegistry } from '../src/endpoints/registry.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { describeStore, silent } from './support/databases.ts'
import { seedEndpoint, vault } from './support/endpoints.ts'
import { type TroubledStore, troubled } from './support/troubled.ts'

describeStore('the registry of endpoints', (store) => {
  let trouble: TroubledStore
  let workspaceId: string
  let registry: EndpointRegistry
  beforeEach(async () => {
    const database = store.database()
    workspaceId = (await firstWorkspace(database)).id
    await database.db.deleteFrom('endpoints').execute()
    trouble = troubled(database)
    registry = await createEndpointRegistry(trouble.database, vault, createDestinations(), silent)
  })
  afterEach(() => registry.close())

  it('keeps what it read last when the answer to an earlier look comes later', async () => {
    const look = trouble.holdNext('load_endpoints')
    const earlier = registry.changed()
    await look.held
    const id = await seedEndpoint(store.database().db, workspaceId)
    await registry.changed()
    expect(registry.byId(id)).toBeDefined()
    look.release()
    await earlier
    expect(registry.byId(id)).toBeDefined()
  })

  it('does not fail a change that is made already, and finds it by itself', async () => {
    trouble.cutNext('load_endpoints')
    const id = await seedEndpoint(store.database().db, workspaceId)
    await registry.changed()
    await expect.poll(() => registry.byId(id), { timeout: 20_000 }).toBeDefined()
  })
})
