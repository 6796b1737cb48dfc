import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts'
import { clockMs, until } from '../clock.ts'
import { type Hub, type StoreKind, startHub } from '../hub.ts'
import { freePort } from '../ports.ts'
import { type Application, startApplication } from './application.ts'
import { formatVerdict, judge } from './ledger.ts'
import { type Offer, startOffer } from './offer.ts'
import type { CrashOptions } from './options.ts'
import type { Random } from './random.ts'
import { readStored } from './stored.ts'

/** How long what crashes left leased may take to be delivered. */
const DELIVERED_WITHIN_MS = 120_000

/** One store, the hub that is started and ended on it, a sender and an application. */
export interface Rig {
  readonly store: StoreKind
  readonly random: Random
  readonly application: Application
  readonly offer: Offer
  readonly postgres: PostgresServer | undefined
  /** Spawns the hub; it is not ready yet. */
  spawnHub(): Hub
  /** Acknowledged messages that the application has not received. */
  missing(): number
  /** Stops the sender, waits for the last delivery, and weighs what hub and application hold. Prints; true: sound. */
  conclude(hub: Hub): Promise<boolean>
  say(text: string): void
  /** Ends everything and removes the data. */
  stop(): Promise<void>
}

/** Sets up a fresh store with one endpoint; the returned hub runs and is under load. */
export async function setUp(
  scenario: string,
  store: StoreKind,
  options: CrashOptions,
  random: Random,
): Promise<{ rig: Rig; hub: Hub }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubbub-crash-'))
  const removeData = (): void => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  process.on('exit', removeData)
  const postgres = store === 'given' ? await startPostgres({ fsync: true }) : undefined
  const port = await freePort()
  const application = await startApplication(random)
  let current: Hub | undefined
  const spawnHub = (): Hub => {
    current = startHub({
      entry: options.entry,
      port,
      dataDir,
      ...(postgres ? { databaseUrl: postgres.url } : {}),
      env: { DELIVERY_TIMEOUT: '5s' },
    })
    return current
  }
  const say = (text: string): void => console.log(`${store} ${scenario}: ${text}`)

  const hub = spawnHub()
  await hub.ready()
  const endpoint = await hub.api('POST', '/api/v1/webhooks', { url: application.url, events: ['*'] })
  application.trust(secretIn(endpoint))
  const offer = startOffer({ port, run: `${scenario}-${store}`, perSecond: options.perSecond, random })
  const missing = (): number => [...offer.acknowledged].filter((mid) => !application.received.has(mid)).length

  const rig: Rig = {
    store,
    random,
    application,
    offer,
    postgres,
    spawnHub,
    missing,
    say,
    async conclude(last) {
      application.behave('quick')
      await offer.stop()
      const since = clockMs()
      await until('delivery of what was acknowledged', DELIVERED_WITHIN_MS, 100, () => missing() === 0).catch(say)
      const tookMs = clockMs() - since
      const stored = await readStored(last)
      const undelivered = (): boolean => [...stored.keys()].some((mid) => !application.received.has(mid))
      await until('delivery of what was stored', DELIVERED_WITHIN_MS, 100, () => !undelivered()).catch(say)
      const verdict = judge({
        offered: offer.offered,
        acknowledged: offer.acknowledged,
        stored,
        received: application.received,
        badSignatures: application.badSignatures(),
      })
      say(`everything delivered ${(tookMs / 1000).toFixed(1)} s after the load ended`)
      say(`${verdict.pass ? 'PASS' : 'FAIL'}: ${formatVerdict(verdict)}`)
      return verdict.pass
    },
    async stop() {
      const lastOffer = offer.stop()
      current?.kill('SIGKILL')
      await current?.exited
      await lastOffer
      application.stop()
      await postgres?.stop()
      process.off('exit', removeData)
      removeData()
    },
  }
  return { rig, hub }
}

/** The signing secret, wherever the answer of the endpoint's creation carries it. */
function secretIn(answer: unknown): string {
  const secret = /"secret":"([^"]+)"/.exec(JSON.stringify(answer))?.[1]
  if (secret === undefined) throw new Error('the endpoint was made without showing its secret')
  return secret
}
