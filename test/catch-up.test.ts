import { afterEach, beforeEach, expect, it } from 'vitest'
import { newUuid } from '../src/events/ids.ts'
import { createDirectory } from '../src/inbox/directory.ts'
import { createInboxHandler } from '../src/inbox/handler.ts'
import { type CatchUpRun, startCatchUp } from '../src/process/catch-up.ts'
import type { EventHandler } from '../src/process/handler.ts'
import { isCatchingUp } from '../src/store/catch-ups/catch-ups.ts'
import { insertEvents } from '../src/store/events/insert.ts'
import { describeStore, silent } from './support/databases.ts'

describeStore('a handler that comes when events are stored already', (store) => {
  let workspaceId: string
  let seen: string[]
  let handler: EventHandler
  const runs: CatchUpRun[] = []
  beforeEach(() => {
    workspaceId = newUuid()
    seen = []
    const inbox = createInboxHandler(createDirectory(store.database()))
    handler = {
      ...inbox,
      async apply(tx, events) {
        seen.push(...events.map(({ id }) => id))
        await inbox.apply?.(tx, events)
        return { emitted: [{ cause: events[0] ?? missing(), type: 'mention.created', subject: 'x', data: {} }] }
      },
    }
  })
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.stop()
  })
  const missing = () => {
    throw new Error('no event')
  }
  const insert = async (count: number) => {
    const accountId = newUuid()
    const ids = Array.from({ length: count }, newUuid)
    await insertEvents(
      store.database(),
      workspaceId,
      ids.map((id, n) => ({
        id,
        platform: 'instagram',
        accountId,
        type: 'message.received',
        dedupKey: id,
        occurredAt: new Date(),
        receivedAt: new Date(),
        senderId: `p${n % 7}`,
        conversationKey: `p${n % 7}`,
        data: JSON.stringify({
          messageId: id,
          conversationId: `p${n % 7}`,
          content: 'Hi',
          sender: { id: `p${n % 7}` },
        }),
        raw: '{}',
      })),
      undefined,
    )
    return ids
  }
  const start = (version = 1) => {
    const run = startCatchUp(store.database(), [workspaceId], handler, version, silent)
    runs.push(run)
    return run
  }
  const count = async (table: 'messages' | 'conversations' | 'event_additions' | 'deliveries' | 'events') => {
    const { db } = store.database()
    const rows = await db.selectFrom(table).select('workspace_id').where('workspace_id', '=', workspaceId).execute()
    return rows.length
  }

  it('gets them newest first, and nothing is emitted, delivered or added', async () => {
    const ids = await insert(450)
    await start().done
    expect(seen).toEqual(ids.toReversed())
    expect(await count('messages')).toBe(450)
    expect(await count('conversations')).toBe(7)
    expect(await count('event_additions')).toBe(0)
    expect(await count('deliveries')).toBe(0)
    expect(await count('events')).toBe(450)
    expect(await isCatchingUp(store.database(), workspaceId)).toBe(false)
  })

  it('gets them once, and again when it is newer', async () => {
    await insert(30)
    await start().done
    await start().done
    expect(seen).toHaveLength(30)
    await start(2).done
    expect(seen).toHaveLength(60)
    expect(await count('messages')).toBe(30)
  })

  it('goes on after a stop, which leaves nothing out', async () => {
    const ids = await insert(900)
    const first = start()
    await expect.poll(() => seen.length).toBeGreaterThan(0)
    await first.stop()
    expect(await isCatchingUp(store.database(), workspaceId)).toBe(true)
    await start().done
    expect(new Set(seen)).toEqual(new Set(ids))
    expect(await count('messages')).toBe(900)
  })
})
