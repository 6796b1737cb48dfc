import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AccountSigning, createAccountSigning } from '../src/accounts/signing.ts'
import { newUuid, toPublicId } from '../src/events/ids.ts'
import { type Batcher, createBatcher } from '../src/ingest/batcher.ts'
import { createReceiver } from '../src/ingest/create-receiver.ts'
import type { Receiver } from '../src/ingest/receiver.ts'
import { createRejectionRecorder, type RejectionRecorder } from '../src/ingest/rejections.ts'
import { createDatabaseClock } from '../src/lib/clock.ts'
import { createMetrics } from '../src/metrics.ts'
import { findPlatform } from '../src/platforms/index.ts'
import type { Platform } from '../src/platforms/platform.ts'
import { Reservation } from '../src/queue/reservation.ts'
import { createAccountDirectory } from '../src/store/accounts/directory.ts'
import { createIdWindow, type IdWindow } from '../src/store/events/id-window.ts'
import { prepareEvents } from '../src/store/events/prepare.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { seedAccount } from './api/rows.ts'
import { describeStore, silent } from './support/databases.ts'
import { vault } from './support/endpoints.ts'
import { instagramMessage } from './support/hub.ts'
import { type TroubledStore, troubled } from './support/troubled.ts'
import { workspacesOf } from './support/workspaces.ts'

const SECRET = 'app-secret'
const instagram = findPlatform('instagram') as Platform

describeStore('the receiver', (store) => {
  let trouble: TroubledStore
  let window: IdWindow
  let signing: AccountSigning
  let rejections: RejectionRecorder
  let batcher: Batcher
  let receiver: Receiver
  let workspaceId: string
  const clock = createDatabaseClock()
  /** How the hand-overs ended. */
  let ended: string[]
  beforeEach(async () => {
    trouble = troubled(store.database())
    const { database } = trouble
    workspaceId = (await firstWorkspace(database)).id
    window = createIdWindow()
    ended = []
    const accounts = createAccountDirectory(database, workspaceId)
    signing = await createAccountSigning(database, vault, accounts, silent)
    const metrics = createMetrics()
    rejections = createRejectionRecorder(store.database(), workspaceId, metrics, silent)
    batcher = createBatcher({
      database,
      workspaces: workspacesOf(workspaceId),
      accounts,
      window,
      clock,
      handover: {
        reserve: () =>
          new Reservation({ owner: newUuid(), until: clock.now() + 30_000 }, ({ kind }) => void ended.push(kind)),
      },
      log: silent,
      onCommitted: () => undefined,
      onDuplicates: () => undefined,
    })
    receiver = createReceiver({ clock, batcher, rejections, secrets: () => [SECRET], signing, metrics, log: silent })
  })
  afterEach(async () => {
    signing.close()
    await batcher.stop()
    await rejections.stop()
  })

  const receive = (account: string, body: object, secret = SECRET) => {
    const bytes = Buffer.from(JSON.stringify(body))
    const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
    const route = `/api/v1/webhooks/instagram/${account}`
    const headers = { 'x-hub-signature-256': signature }
    return receiver.receive({ platform: instagram, body: bytes, headers, route, remoteAddress: undefined, account })
  }
  const lookUps = () => trouble.asked.filter((name) => name === 'find_account').length
  const prepared = (text: string) => {
    const body = instagramMessage(text)
    return prepareEvents(instagram, instagram.webhook.normalise(body, new Date()), JSON.stringify(body), new Date())
  }

  it('asks the store for the account of an address only when the request is signed', async () => {
    const externalId = newUuid()
    const account = toPublicId('account', await seedAccount(store.database().db, workspaceId, externalId))
    const body = instagramMessage('to its own address', { account: externalId })
    expect(await receive(account, body, 'another secret')).toMatchObject({ cause: 'signature_mismatch' })
    expect(await receive(toPublicId('account', newUuid()), body, 'another secret')).toMatchObject({ status: 401 })
    expect(lookUps()).toBe(0)
    expect(await receive(account, body)).toMatchObject({ kind: 'accepted' })
    expect(await receive(toPublicId('account', newUuid()), body)).toMatchObject({ cause: 'wrong_account' })
    expect(lookUps()).toBe(2)
  })

  it('asks the store for made-up ids of unsigned requests only so often', async () => {
    for (let n = 0; n < 300; n++) await signing.locate('instagram', toPublicId('account', newUuid()), false)
    expect(lookUps()).toBeLessThanOrEqual(200)
  })

  it('answers by when the request came, however long its account took to be found', async () => {
    const insert = trouble.holdNext('insert_events')
    const inTime = batcher.add(prepared('is still to come'), new Date(Date.now() + 60_000))
    const late = batcher.add(prepared('came long ago'), new Date(Date.now() - 60_000))
    const first = await Promise.race([inTime.then(() => 'in time'), late.then(() => 'late')])
    expect(first).toBe('late')
    expect(await late).toEqual({ kind: 'unavailable', reason: 'slow' })
    insert.release()
    expect(await inTime).toMatchObject({ kind: 'stored' })
  })

  it('takes what got no answer for stored, maybe: its ids stay open, and its events are asked for again', async () => {
    trouble.loseNext('insert_events')
    expect(await batcher.add(prepared('stored without a word'), new Date())).toMatchObject({ kind: 'unavailable' })
    const [stored] = await store
      .database()
      .db.selectFrom('events')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
    expect(stored).toBeDefined()
    expect(ended).toEqual(['unanswered'])
    expect(window.oldest()).toBe(stored?.id)
  })
})
