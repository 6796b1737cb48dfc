import { createBatcher } from '../ingest/batcher.ts'
import { createReceiver } from '../ingest/create-receiver.ts'
import { createRejectionRecorder } from '../ingest/rejections.ts'
import { createHeartbeat } from '../operations/heartbeat.ts'
import type { HubPart } from './contents.ts'

export const rejections: HubPart<'database' | 'workspaces' | 'metrics' | 'log', 'rejections'> = {
  name: 'rejections',
  start: ({ database, workspaces, metrics, log }) => ({
    rejections: createRejectionRecorder(database, workspaces.first, metrics, log),
  }),
  stop: ({ rejections }) => rejections.stop(),
}

export const batcher: HubPart<
  | 'database'
  | 'workspaces'
  | 'metrics'
  | 'clock'
  | 'directory'
  | 'idWindow'
  | 'processStage'
  | 'live'
  | 'waker'
  | 'log',
  'batcher'
> = {
  name: 'batcher',
  start: ({ database, workspaces, metrics, clock, directory, idWindow, processStage, live, waker, log }) => ({
    batcher: createBatcher({
      database,
      workspaces,
      clock,
      accounts: directory,
      window: idWindow,
      handover: processStage,
      log,
      onDuplicates: (workspaceId, count) =>
        void metrics.duplicates.set(workspaceId, (metrics.duplicates.get(workspaceId) ?? 0) + count),
      onCommitted(workspaceIds) {
        live.committed()
        if (!processStage) for (const id of workspaceIds) waker.wake('process', id)
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
export const heartbeat: HubPart<'config' | 'database' | 'workspaces' | 'log', 'heartbeat'> = {
  name: 'heartbeat',
  start: ({ config, database, workspaces, log }) => ({
    heartbeat: config.roles.has('ingest') ? createHeartbeat(database, workspaces, log) : undefined,
  }),
  stop: ({ heartbeat }) => heartbeat?.stop(),
}
