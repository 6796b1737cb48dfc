import { createBatcher } from '../ingest/batcher.ts'
import { createReceiver } from '../ingest/create-receiver.ts'
import { createRejectionRecorder } from '../ingest/rejections.ts'
import { createHeartbeat } from '../operations/heartbeat.ts'
import type { HubPart } from './contents.ts'

export const rejections: HubPart<'database' | 'workspaceId' | 'metrics' | 'log', 'rejections'> = {
  name: 'rejections',
  start: ({ database, workspaceId, metrics, log }) => ({
    rejections: createRejectionRecorder(database, workspaceId, metrics, log),
  }),
  stop: ({ rejections }) => rejections.stop(),
}

export const batcher: HubPart<
  'database' | 'workspaceId' | 'clock' | 'directory' | 'idWindow' | 'processStage' | 'live' | 'waker' | 'log',
  'batcher'
> = {
  name: 'batcher',
  start: ({ database, workspaceId, clock, directory, idWindow, processStage, live, waker, log }) => ({
    batcher: createBatcher({
      database,
      workspaceId,
      clock,
      accounts: directory,
      window: idWindow,
      handover: processStage,
      log,
      onCommitted() {
        live.committed()
        if (!processStage) waker.wake('process')
      },
    }),
  }),
  stop: ({ batcher }) => batcher.stop(),
}

export const receiver: HubPart<
  'config' | 'clock' | 'batcher' | 'rejections' | 'secrets' | 'signing' | 'metrics' | 'log',
  'receiver'
> = {
  name: 'receiver',
  start: ({ config, clock, batcher, rejections, secrets, signing, metrics, log }) => ({
    receiver: config.roles.has('ingest')
      ? createReceiver({ clock, batcher, rejections, secrets: secrets.appSecrets, signing, metrics, log })
      : undefined,
  }),
}

/** Notes that platforms are answered, so that an outage is noticed. */
export const heartbeat: HubPart<'config' | 'database' | 'workspaceId' | 'log', 'heartbeat'> = {
  name: 'heartbeat',
  start: ({ config, database, workspaceId, log }) => ({
    heartbeat: config.roles.has('ingest') ? createHeartbeat(database, workspaceId, log) : undefined,
  }),
  stop: ({ heartbeat }) => heartbeat?.stop(),
}
