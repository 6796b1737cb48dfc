import { newUuid } from '../events/ids.ts'
import { createDatabaseClock } from '../lib/clock.ts'
import { createLiveFeed } from '../live/create-feed.ts'
import { createMetrics } from '../metrics.ts'
import { createAlerts } from '../operations/alerts.ts'
import { checkClock } from '../operations/check-clock.ts'
import { createProcessRecord } from '../operations/process-record.ts'
import { createHubSettings } from '../operations/settings.ts'
import { createWaker } from '../operations/wake.ts'
import { createHubEvents } from '../store/events/hub-events.ts'
import { createIdWindow } from '../store/events/id-window.ts'
import type { HubPart } from './contents.ts'

export const metrics: HubPart<never, 'metrics'> = {
  name: 'metrics',
  start: () => ({ metrics: createMetrics() }),
}

export const settings: HubPart<'config' | 'log' | 'database' | 'workspaceId', 'settings'> = {
  name: 'settings',
  async start({ config, log, database, workspaceId }) {
    const settings = createHubSettings(database, workspaceId, config, log)
    await settings.follow()
    return { settings }
  },
  stop: ({ settings }) => settings.close(),
}

export const alerts: HubPart<'config' | 'log' | 'settings', 'alerts'> = {
  name: 'alerts',
  start: async ({ config, log, settings }) => ({ alerts: await createAlerts(config.smtpUrl, settings, log) }),
  stop: ({ alerts }) => alerts.close(),
}

export const clockCheck: HubPart<'database' | 'log'> = {
  name: 'clock check',
  async start({ database, log }) {
    await checkClock(database, log)
    return {}
  },
}

/** The clock that all processes share, and what the queues of this one run on. */
export const runtime: HubPart<never, 'clock' | 'runtime'> = {
  name: 'clock',
  start() {
    const clock = createDatabaseClock()
    return { clock, runtime: { clock, owner: newUuid(), pollMs: 1000, lapsed: () => false } }
  },
}

/** This process, as the others see it. */
export const record: HubPart<'config' | 'log' | 'database' | 'workspaceId', 'record'> = {
  name: 'process record',
  start({ config, log, database, workspaceId }) {
    const record = createProcessRecord(database, workspaceId, config.roles, log)
    record.start()
    return { record }
  },
  stop: ({ record }) => record.close(),
}

export const live: HubPart<'database', 'live' | 'idWindow'> = {
  name: 'live feed',
  async start({ database }) {
    const idWindow = createIdWindow()
    return { idWindow, live: await createLiveFeed(database, idWindow) }
  },
  stop: ({ live }) => live.close(),
}

export const waker: HubPart<'database', 'waker'> = {
  name: 'waker',
  start: async ({ database }) => ({ waker: await createWaker(database) }),
  stop: ({ waker }) => waker.close(),
}

/** Events of the hub itself. */
export const hubEvents: HubPart<'database' | 'workspaceId' | 'idWindow' | 'live' | 'waker', 'hubEvents'> = {
  name: 'hub events',
  start: ({ database, workspaceId, idWindow, live, waker }) => ({
    hubEvents: createHubEvents(database, workspaceId, idWindow, () => {
      live.committed()
      waker.wake('process')
    }),
  }),
}
