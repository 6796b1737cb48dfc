import { CompiledQuery } from 'kysely'
import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Database } from './database.ts'

/** Hot statements look rows of these up by their keys. */
const TABLES = `events, event_queue, event_outcomes, deliveries, attempts, accounts, contacts, identities, conversations,
  messages, comments`
/** Events after which a store that was empty is looked at again. */
const MILESTONES = [100, 1000, 10_000]

export interface PlannerStatistics {
  /** So many events were routed. */
  grew(events: number): void
}

/**
 * Has PostgreSQL count the tables of a young store as they grow. Until they are counted its planner takes the workspace, with
 * which every key begins, for a rare value, and reads whole tables to find a row; its own round comes once a minute.
 */
export async function createPlannerStatistics(database: Database, log: Logger): Promise<PlannerStatistics> {
  const known = CompiledQuery.raw("select reltuples::float8 as count from pg_class where oid = 'events'::regclass")
  const { rows } = await database.db.executeQuery<{ count: number }>(known)
  let events = Math.max(0, rows[0]?.count ?? 0)
  const ahead = MILESTONES.filter((milestone) => milestone > events)

  const analyze = () =>
    database.db
      .executeQuery(CompiledQuery.raw(`analyze ${TABLES}`))
      .catch((error) => log.debug({ error: messageOf(error) }, 'tables could not be analyzed'))

  return {
    grew(more) {
      events += more
      const [next] = ahead
      if (next === undefined || events < next) return
      while (ahead[0] !== undefined && ahead[0] <= events) ahead.shift()
      void analyze()
    },
  }
}
