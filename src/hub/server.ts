import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../api/context.ts'
import { drain } from '../api/drain.ts'
import { buildServer } from '../api/server.ts'
import type { Config } from '../config.ts'
import { updateCredentials } from '../setup/credentials-file.ts'
import type { HubContents, HubPart } from './contents.ts'

type ContextNeeds =
  | 'config'
  | 'log'
  | 'metrics'
  | 'database'
  | 'vault'
  | 'workspaces'
  | 'secrets'
  | 'receiver'
  | 'accounts'
  | 'signing'
  | 'sending'
  | 'settings'
  | 'alerts'
  | 'record'
  | 'live'
  | 'dashboard'
  | 'idWindow'
  | 'destinations'
  | 'endpoints'
  | 'waker'

export const server: HubPart<ContextNeeds, 'server'> = {
  name: 'server',
  async start(has) {
    let stopping = false
    const fastify = await buildServer(contextOf(has, () => stopping))
    const url = await listen(fastify, has.config)
    return {
      server: {
        url,
        async close() {
          stopping = true
          await drain(fastify.server)
          await fastify.close()
        },
      },
    }
  },
  stop: ({ server }) => server.close(),
}

/** Writes the address, and what this start made, where the commands and people find them. */
export const credentials: HubPart<'config' | 'server' | 'secrets' | 'workspaceMade', 'firstStart'> = {
  name: 'credentials',
  async start({ config, server: { url }, secrets: { made }, workspaceMade }) {
    const credentialsFile = await updateCredentials(config.dataDir, { url, ...made })
    const first = workspaceMade || Object.keys(made).length > 0
    return { firstStart: first ? { ...made, credentialsFile } : undefined }
  },
}

function contextOf(has: Pick<HubContents, ContextNeeds>, stopping: () => boolean): ApiContext {
  const { config, secrets, record, dashboard, endpoints, waker, ...rest } = has
  return {
    ...rest,
    config,
    verifyTokens: secrets.verifyTokens,
    process: record,
    dashboard: config.roles.has('api') && config.dashboard ? dashboard : undefined,
    endpointsChanged: () => endpoints.changed(),
    wake: waker.wake,
    stopping,
  }
}

async function listen(fastify: FastifyInstance, config: Config): Promise<string> {
  try {
    await fastify.listen({ port: config.port, host: config.host })
  } catch (error) {
    await fastify.close()
    throw error
  }
  const address = fastify.server.address() as AddressInfo
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
