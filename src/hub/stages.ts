import { createSendAccounts } from '../accounts/for-sending.ts'
import { createDeliverStage } from '../deliver/stage.ts'
import { createNet } from '../destinations/net.ts'
import { createDirectory } from '../inbox/directory.ts'
import { createInboxHandler, INBOX_VERSION } from '../inbox/handler.ts'
import { createGuard } from '../lib/net/guard.ts'
import { startCatchUp } from '../process/catch-up.ts'
import { createProcessStage } from '../process/stage.ts'
import { createReplayStage } from '../replay/stage.ts'
import { createSending } from '../send/create-sending.ts'
import { VERSION } from '../version.ts'
import type { HubPart } from './contents.ts'

/** Who goes by which name. */
export const people: HubPart<'database', 'people'> = {
  name: 'people',
  start: ({ database }) => ({ people: createDirectory(database) }),
}

export const sending: HubPart<
  'database' | 'workspaces' | 'directory' | 'people' | 'accounts' | 'idWindow' | 'log' | 'waker' | 'live',
  'sending'
> = {
  name: 'sending',
  start: ({ database, workspaces, directory, people, accounts, idWindow, log, waker, live }) => ({
    sending: createSending({
      database,
      workspaces,
      accounts: directory,
      clients: createSendAccounts(accounts),
      directory: people,
      window: idWindow,
      log,
      wake: (workspaceId) => waker.wake('send', workspaceId),
      onTold(workspaceId) {
        live.committed()
        waker.wake('process', workspaceId)
      },
    }),
  }),
}

/** Contacts, conversations, messages and comments. */
export const inbox: HubPart<'people', 'inbox'> = {
  name: 'inbox',
  start: ({ people }) => ({ inbox: createInboxHandler(people) }),
}

/** Takes what was stored before the inbox was there through it. */
export const catchUp: HubPart<'config' | 'database' | 'workspaces' | 'inbox' | 'log', 'catchUp'> = {
  name: 'catch-up',
  start: ({ config, database, workspaces, inbox, log }) => ({
    catchUp: config.roles.has('jobs') ? startCatchUp(database, workspaces.all(), inbox, INBOX_VERSION, log) : undefined,
  }),
  stop: ({ catchUp }) => catchUp?.stop(),
}

export const sendStage: HubPart<'config' | 'pulse' | 'sending' | 'waker', 'sendStage'> = {
  name: 'send stage',
  start({ config, pulse, sending, waker }) {
    if (!config.roles.has('deliver')) return { sendStage: undefined }
    const sendStage = sending.startStage(pulse.runtime)
    waker.serve('send', sendStage.wake)
    pulse.queues.send = sendStage
    return { sendStage }
  },
  stop: ({ sendStage }) => sendStage?.stop(),
}

/** What deliveries go out by. */
export const net: HubPart<'config', 'net'> = {
  name: 'net',
  start: ({ config }) => ({
    net: createNet({ guard: createGuard(config.delivery.allowedCidrs), userAgent: `Hubbub/${VERSION}` }),
  }),
  stop: ({ net }) => net.close(),
}

export const deliverStage: HubPart<
  | 'config'
  | 'database'
  | 'workspaces'
  | 'pulse'
  | 'endpoints'
  | 'directory'
  | 'net'
  | 'endpointHealth'
  | 'live'
  | 'metrics'
  | 'log'
  | 'waker',
  'deliverStage'
> = {
  name: 'deliver stage',
  start({ config, pulse, directory, endpointHealth, live, waker, ...has }) {
    if (!config.roles.has('deliver')) return { deliverStage: undefined }
    const { timeoutMs, retryScheduleMs } = config.delivery
    const deliverStage = createDeliverStage({
      ...has,
      runtime: pulse.runtime,
      accounts: directory,
      health: endpointHealth,
      horizon: live.horizon,
      timeoutMs,
      retryScheduleMs,
    })
    waker.serve('deliver', deliverStage.wake)
    pulse.queues.deliver = deliverStage
    return { deliverStage }
  },
  stop: ({ deliverStage }) => deliverStage?.stop(),
}

export const replayStage: HubPart<
  'config' | 'database' | 'workspaces' | 'pulse' | 'endpoints' | 'directory' | 'log' | 'waker',
  'replayStage'
> = {
  name: 'replay stage',
  start({ config, pulse, directory, waker, ...has }) {
    if (!config.roles.has('jobs')) return { replayStage: undefined }
    const replayStage = createReplayStage({
      ...has,
      runtime: pulse.runtime,
      accounts: directory,
      onQueued: (workspaceId) => waker.wake('deliver', workspaceId),
    })
    waker.serve('replay', replayStage.wake)
    pulse.queues.replay = replayStage
    return { replayStage }
  },
  stop: ({ replayStage }) => replayStage?.stop(),
}

export const processStage: HubPart<
  | 'config'
  | 'database'
  | 'workspaces'
  | 'pulse'
  | 'endpoints'
  | 'directory'
  | 'deliverStage'
  | 'handlers'
  | 'sending'
  | 'inbox'
  | 'idWindow'
  | 'hubEvents'
  | 'metrics'
  | 'log'
  | 'statistics'
  | 'waker',
  'processStage'
> = {
  name: 'process stage',
  start({ config, pulse, directory, deliverStage, sending, inbox, handlers, idWindow, hubEvents, waker, ...has }) {
    if (!config.roles.has('process')) return { processStage: undefined }
    const processStage = createProcessStage({
      ...has,
      runtime: pulse.runtime,
      ...config.processing,
      accounts: directory,
      deliveries: deliverStage,
      onDue: (workspaceId) => waker.wake('deliver', workspaceId),
      handlers: [sending.handler, inbox, ...handlers],
      window: idWindow,
      onEmitted: hubEvents.stored,
    })
    waker.serve('process', processStage.wake)
    pulse.queues.process = processStage
    return { processStage }
  },
  stop: ({ processStage }) => processStage?.stop(),
}
