import type { Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { EndpointsTable } from '../schema.ts'

const COLUMNS = [
  'workspace_id',
  'id',
  'kind',
  'config',
  'events',
  'accounts',
  'filter',
  'format',
  'retry_schedule',
  'timeout_ms',
  'rate_limit',
  'ordering',
  'state',
  'secret_sealed',
  'previous_secret_sealed',
  'previous_secret_until',
  'failures',
  'updated_at',
] as const

/** The columns of an endpoint that the stages need. */
export type LoadedEndpoint = Pick<Selectable<EndpointsTable>, (typeof COLUMNS)[number]>

const LOAD = {
  name: 'load_endpoints',
  text: `select ${COLUMNS.join(', ')} from endpoints`,
} as const

/** The endpoints of all workspaces. */
export async function loadEndpoints(database: Database): Promise<LoadedEndpoint[]> {
  return await database.hot<LoadedEndpoint>(LOAD, [])
}
