import { keepEnvironmentEndpoint } from '../endpoints/environment.ts'
import { createEndpointHealth } from '../endpoints/health.ts'
import { createEndpointRegistry } from '../endpoints/registry.ts'
import type { HubPart } from './contents.ts'

export const endpoints: HubPart<'database' | 'vault' | 'destinations' | 'log', 'endpoints'> = {
  name: 'endpoints',
  start: async ({ database, vault, destinations, log }) => ({
    endpoints: await createEndpointRegistry(database, vault, destinations, log),
  }),
  stop: ({ endpoints }) => endpoints.close(),
}

/** The endpoint that `WEBHOOK_URL` names. */
export const environmentEndpoint: HubPart<
  'config' | 'database' | 'vault' | 'workspaces' | 'destinations' | 'endpoints'
> = {
  name: 'environment endpoint',
  async start({ config, database, vault, workspaces, destinations, endpoints }) {
    const { webhookUrl: url, webhookSecret: secret } = config
    await keepEnvironmentEndpoint(database, vault, workspaces.first, endpoints, destinations, { url, secret })
    return {}
  },
}

export const endpointHealth: HubPart<
  'config' | 'log' | 'database' | 'endpoints' | 'hubEvents' | 'alerts',
  'endpointHealth'
> = {
  name: 'endpoint health',
  start: ({ config, log, database, endpoints, hubEvents, alerts }) => ({
    endpointHealth: createEndpointHealth({
      database,
      endpoints,
      hubEvents,
      alerts,
      disableAfterMs: config.delivery.disableAfterMs,
      log,
    }),
  }),
  stop: ({ endpointHealth }) => endpointHealth.stop(),
}
