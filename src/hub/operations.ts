import { createDatabaseClock } from '../lib/clock.ts'
import { createLiveFeed } from '../live/create-feed.ts'
import { createMetrics } from '../metrics.ts'
import { createAlerts } from '../operations/alerts.ts'
import { checkClock } from '../operations/check-clock.ts'
import { createProcessRecord } from '../operations/process-record.ts'
import { createPulse } from '../operations/pulse.ts'
import { createHubSettings } from '../operations/settings.ts'
import { createWaker } from '../operations/wake.ts'
import { createHubEvents } from '../store/events/hub-events.ts'
import { createIdWindow } from '../store/events/id-window.ts'
import type { HubPart } from './contents.ts'

export const metrics: HubPart<never, 'metrics'> = {
  name: 'metrics',
  start: () => ({ metrics: createMetrics() }),
}

export const settings: HubPart<'config' | 'log' | 'database' | 'workspaces', 'settings'> = {
  name: 'settings',
  async start({ config, log, database, workspaces }) {
    const settings = createHubSettings(database, workspaces.first, config, log)
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

/** This process, as the others see it: its clock is that of all, and its heartbeat tells it which of them are gone. */
export const pulse: HubPart<'config' | 'log' | 'database' | 'workspaces', 'clock' | 'record' | 'pulse'> = {
  name: 'pulse',
  async start({ config, log, database, workspaces }) {
    const clock = createDatabaseClock()
    const record = createProcessRecord(database.db, workspaces.first, config.roles)
    const pulse = createPulse(database, workspaces, record, clock, log)
    await pulse.show()
    return { clock, record, pulse }
  },
  stop: ({ pulse }) => pulse.stop(),
}

/** The queues of this process are there: it may take over what processes that are gone had leased. */
export const takeOver: HubPart<'pulse'> = {
  name: 'take-over',
  async start({ pulse }) {
    await pulse.start()
    return {}
  },
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
export const hubEvents: HubPart<'database' | 'idWindow' | 'live' | 'waker', 'hubEvents'> = {
  name: 'hub events',
  start: ({ database, idWindow, live, waker }) => ({
    hubEvents: createHubEvents(database, idWindow, (workspaceId) => {
      live.committed()
      waker.wake('process', workspaceId)
    }),
  }),
}
