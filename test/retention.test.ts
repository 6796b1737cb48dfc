import { expect, it } from 'vitest'
import { floorUuid, newUuid } from '../src/events/ids.ts'
import { createRetention } from '../src/jobs/retention.ts'
import { insertEvents } from '../src/store/statements/insert-events.ts'
import { defaultWorkspace } from '../src/workspace.ts'
import { describeEachStore, silent } from './support/databases.ts'

const DAY_MS = 86_400_000

describeEachStore('retention', (store) => {
  it('deletes what is too old, and nothing that still waits', async () => {
    const database = store.database()
    const { id: workspaceId } = await defaultWorkspace(database)
    const old = new Date(Date.now() - 31 * DAY_MS)
    // The time of a UUIDv7 is in its first 48 bits.
    const idAt = (at: Date) => floorUuid(at).slice(0, 14) + newUuid().slice(14)
    const row = (id: string, at: Date) => ({
      id,
      platform: 'instagram',
      accountId: undefined,
      type: 'message.received',
      dedupKey: newUuid(),
      occurredAt: at,
      receivedAt: at,
      senderId: undefined,
      conversationKey: undefined,
      data: '{}',
      raw: '{}',
    })
    const oldIds = Array.from({ length: 700 }, () => idAt(old))
    const [waiting = ''] = oldIds
    const young = idAt(new Date())
    await insertEvents(database, workspaceId, [...oldIds.map((id) => row(id, old)), row(young, new Date())], 0)
    await database.db.deleteFrom('event_queue').where('event_id', '!=', waiting).execute()

    const retention = createRetention(database, workspaceId, () => 30, silent)
    expect(await retention.sweep()).toBe(699)
    await retention.stop()
    const left = await database.db.selectFrom('events').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual([waiting, young])
  })
})
