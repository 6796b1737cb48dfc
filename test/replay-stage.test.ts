import { expect, it } from 'vitest'
import { createDestinations } from '../src/destinations/index.ts'
import { createEndpointRegistry } from '../src/endpoints/registry.ts'
import { newUuid } from '../src/events/ids.ts'
import { createReplayStage } from '../src/replay/stage.ts'
import { deliveryIdOf } from '../src/routing/delivery-id.ts'
import { createAccountDirectory } from '../src/store/accounts/directory.ts'
import { routeEvents } from '../src/store/event-queue/route.ts'
import { findReplay, insertReplay } from '../src/store/replays/replays.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { seedEvent } from './api/rows.ts'
import { describeStore, silent } from './support/databases.ts'
import { seedEndpoint, vault } from './support/endpoints.ts'
import { eventually } from './support/hub.ts'
import { testRuntime } from './support/runtime.ts'
import { workspacesOf } from './support/workspaces.ts'

describeStore('a replay', (store) => {
  it('of what was never sent sends once what is still to be processed', async () => {
    const database = store.database()
    const { id: workspaceId } = await firstWorkspace(database)
    const endpointId = await seedEndpoint(database.db, workspaceId)
    const endpoints = await createEndpointRegistry(database, vault, createDestinations(), silent)
    const accounts = createAccountDirectory(database, workspaceId)
    const processed = await seedEvent(database.db, workspaceId)
    const waiting = await seedEvent(database.db, workspaceId, { queue: 'pending' })
    const failed = await seedEvent(database.db, workspaceId, { queue: 'failed' })
    const replayId = newUuid()
    await insertReplay(database.db, {
      workspaceId,
      id: replayId,
      endpointId,
      selection: {
        since: new Date(Date.now() - 60_000).toISOString(),
        until: new Date(Date.now() + 60_000).toISOString(),
        events: ['*'],
        status: 'missing',
      },
      total: 3,
    })
    const stage = createReplayStage({
      database,
      workspaces: workspacesOf(workspaceId),
      endpoints,
      accounts,
      runtime: testRuntime(),
      log: silent,
      onQueued: () => undefined,
    })
    stage.wake()
    await eventually(
      () => findReplay(database.db, workspaceId, endpointId, replayId),
      (replay) => replay?.state === 'completed',
    )
    await stage.stop()
    endpoints.close()
    const route = (eventId: string) => ({
      id: deliveryIdOf({ id: eventId, type: 'message.received' }, endpointId),
      eventId,
      endpointId,
      orderingKey: undefined,
      dueAt: new Date(),
      owner: undefined,
      createdAt: new Date(),
    })
    await routeEvents(
      database.hot,
      workspaceId,
      [waiting, failed].map((id) => ({ id, accountId: undefined })),
      [route(waiting), route(failed)],
    )
    const rows = await database.db.selectFrom('deliveries').select('event_id').orderBy('event_id').execute()
    expect(rows.map((row) => row.event_id)).toEqual([processed, waiting, failed].toSorted())
  })
})
