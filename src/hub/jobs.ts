import { accountQueues } from '../accounts/queues.ts'
import { type Jobs, startJobs } from '../jobs/queue.ts'
import { createRetention } from '../retention/retention.ts'
import { startFolding } from '../stats/folding.ts'
import type { HubPart } from './contents.ts'

export const folding: HubPart<'database' | 'workspaceId' | 'log', 'folding'> = {
  name: 'folding',
  start: ({ database, workspaceId, log }) => ({ folding: startFolding(database, workspaceId, log) }),
  stop: ({ folding }) => folding.stop(),
}

export const retention: HubPart<'config' | 'database' | 'workspaceId' | 'settings' | 'log', 'retention'> = {
  name: 'retention',
  start: ({ config, database, workspaceId, settings, log }) => ({
    retention: config.roles.has('jobs')
      ? createRetention(database, workspaceId, () => settings.current().retentionDays, log)
      : undefined,
  }),
  stop: ({ retention }) => retention?.stop(),
}

export const jobs: HubPart<'config' | 'database' | 'workspaceId' | 'pulse' | 'accounts' | 'log', 'jobs'> = {
  name: 'jobs',
  start({ config, pulse, accounts, ...has }) {
    if (!config.roles.has('jobs')) return { jobs: undefined }
    const queues = accountQueues(accounts, (queue, data, key) => jobs.send(queue, data, key))
    const jobs: Jobs = startJobs({ ...has, runtime: pulse.runtime }, queues)
    pulse.queues.jobs = jobs
    return { jobs }
  },
  stop: ({ jobs }) => jobs?.stop(),
}
