import { CompiledQuery } from 'kysely'
import type { GiveUpCode } from '../../codes/attempts.ts'
import { COUNT_FAILED } from '../counts/failed.ts'
import type { Executor } from '../database.ts'

const SUPERSEDED: GiveUpCode = 'superseded'

const SUPERSEDE = `with failed as (
    update deliveries d set state = 'failed', code = $3::text, completed_at = now(),
      error = 'delivered again as what the event is understood as now'
    where d.workspace_id = $1::uuid and d.event_id = $2::uuid and d.state = 'pending' and exists (
      select 1 from endpoints e where e.workspace_id = d.workspace_id and e.id = d.endpoint_id and e.state = 'enabled')
    returning d.id, d.event_id, d.endpoint_id, d.attempts
  )
  ${COUNT_FAILED}`

/**
 * Gives up what is still on its way of an event that is now understood as another one: routing it again makes deliveries
 * of what it is. Endpoints that are paused or disabled get none of those, so theirs stay.
 */
export async function supersedeDeliveries(executor: Executor, workspaceId: string, eventId: string): Promise<void> {
  await executor.executeQuery(CompiledQuery.raw(SUPERSEDE, [workspaceId, eventId, SUPERSEDED]))
}
