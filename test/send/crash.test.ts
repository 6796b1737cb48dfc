import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { createDatabase, dropDatabase } from '../support/databases.ts'
import { type SmallPlatform, startSmallPlatform } from './platform.ts'

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url))

/** On a server of DATABASE_URL a lease has to run out; on its own one the next process knows that it is alone. */
describe.each(['its own', 'given'] as const)(
  'a process that dies between the call and its record, on a server that is %s',
  (kind) => {
    let platform: SmallPlatform
    let databaseUrl: string | undefined
    let dataDir = ''
    const children = new Set<ChildProcess>()

    beforeAll(async () => {
      platform = await startSmallPlatform()
      dataDir = await preparedDataDir()
      if (kind === 'given') databaseUrl = await createDatabase()
    })
    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL')
      await platform.stop()
      if (databaseUrl) await dropDatabase(databaseUrl)
      fs.rmSync(dataDir, { recursive: true, force: true })
    })

    const start = (task: object) => {
      const given = { dataDir, databaseUrl, url: platform.url, ...task }
      const child = spawn(process.execPath, [CHILD, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] })
      children.add(child)
      return child
    }
    const resultOf = async (child: ChildProcess): Promise<Record<string, unknown>> => {
      const chunks: Buffer[] = []
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
      await once(child, 'close')
      return JSON.parse(Buffer.concat(chunks).toString('utf8'))
    }
    /** Lets one process call the platform, kills it there, and has another one asked for the same. */
    const crash = async (platformId: string) => {
      const task = { platform: platformId, workspaceId: newUuid(), accountId: newUuid() }
      const before = platform.calls.length
      platform.answer = () => false
      const doomed = start({ ...task, first: true })
      await platform.waitFor(before + 1, 15_000)
      doomed.kill('SIGKILL')
      await once(doomed, 'close')
      platform.answer = () => ({ messageId: 'mid.again' })
      const row = await resultOf(start({ ...task, first: false }))
      return { row, calls: platform.calls.slice(before) }
    }

    it('sends nothing twice: the outcome is unknown, and the same key answers so', async () => {
      const { row, calls } = await crash('instagram')
      expect(calls).toHaveLength(1)
      expect(row).toMatchObject({
        status: 'unknown',
        error_kind: 'unavailable',
        attempts: 1,
        steps: ['unknown'],
        events: 0,
      })
      expect(row.error_message).toContain('Outcome unknown')
      const messageId = toPublicId('message', String(row.id))
      const failure = { messageId, error: row.error_message, code: 'outcome_unknown' }
      expect(row.failures).toEqual([expect.objectContaining(failure)])
    })

    it('sends it again, under the same key, where the platform takes it once', async () => {
      const { row, calls } = await crash('line')
      expect(calls).toHaveLength(2)
      expect(new Set(calls.map(({ message }) => message.idempotencyKey))).toEqual(new Set([row.id]))
      expect(row).toMatchObject({
        status: 'sent',
        platform_message_id: 'mid.again',
        attempts: 2,
        steps: ['done', 'done'],
        events: 1,
        failures: [],
      })
    })
  },
)
