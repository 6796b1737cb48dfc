import { accountQueues } from '../accounts/queues.ts'
import { type Jobs, startJobs } from '../jobs/queue.ts'
import { createRetention } from '../retention/retention.ts'
import { startFolding } from '../stats/folding.ts'
import type { HubPart } from './contents.ts'

export const folding: HubPart<'database' | 'workspaces' | 'log', 'folding'> = {
  name: 'folding',
  start: ({ database, workspaces, log }) => ({ folding: startFolding(database, workspaces, log) }),
  stop: ({ folding }) => folding.stop(),
}

export const retention: HubPart<'config' | 'database' | 'workspaces' | 'settings' | 'log', 'retention'> = {
  name: 'retention',
  start: ({ config, database, workspaces, settings, log }) => ({
    retention: config.roles.has('jobs')
      ? createRetention(
          database,
          workspaces,
          { events: (id) => settings.of(id).retentionDays, inbox: () => config.inboxRetentionDays },
          log,
        )
      : undefined,
  }),
  stop: ({ retention }) => retention?.stop(),
}

export const jobs: HubPart<'config' | 'database' | 'workspaces' | 'pulse' | 'accounts' | 'log', 'jobs'> = {
  name: 'jobs',
  start({ config, pulse, accounts, ...has }) {
    if (!config.roles.has('jobs')) return { jobs: undefined }
    const queues = accountQueues(accounts, (workspaceId, queue, data, key) => jobs.send(workspaceId, queue, data, key))
    const jobs: Jobs = startJobs({ ...has, runtime: pulse.runtime }, queues)
    pulse.queues.jobs = jobs
    return { jobs }
  },
  stop: ({ jobs }) => jobs?.stop(),
}
