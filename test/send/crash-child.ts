/* Opens the store, sends one message under one idempotency key, and prints what became of it as a line of JSON. */
import { pino } from 'pino'
import type { PlatformId } from '../../src/platforms/index.ts'
import { openDatabase } from '../../src/store/open.ts'
import { createRig } from './rig.ts'

interface Task {
  readonly dataDir: string
  readonly databaseUrl?: string
  readonly url: string
  readonly platform: PlatformId
  readonly workspaceId: string
  readonly accountId: string
  readonly first: boolean
}

const task: Task = JSON.parse(process.argv[2] ?? '{}')
const { dataDir, databaseUrl, url, platform, workspaceId, accountId } = task
const database = await openDatabase({ dataDir, databaseUrl, log: pino({ level: 'silent' }) })
if (task.first)
  await database.db
    .insertInto('accounts')
    .values({ workspace_id: workspaceId, id: accountId, platform, external_id: '1', state: 'connected' })
    .execute()
const rig = await createRig(database, { url, platform, workspaceId, accountId, leaseMs: 1500 })
const row = await rig.send('only once', { idempotencyKey: 'the-key' })
const events = await rig.events('message.replied')
const failures = await rig.events('message.failed')
const steps = await rig.steps(row.id)
console.log(
  JSON.stringify({
    ...row,
    steps: steps.map(({ state }) => state),
    events: events.length,
    failures: failures.map(({ data }) => data),
  }),
)
await rig.stop()
await database.close()
