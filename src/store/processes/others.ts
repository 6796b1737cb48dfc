import { LOCK_CLASS, SHARED_LOCK } from './locks.ts'

interface Session {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** Processes of older versions are heard of every 10 s, those of this one every second. */
const SEEN_WITHIN = '15 seconds'

/** Versions of the processes that work on this database now; `locks` tells whether the server has advisory locks. */
export async function versionsPresent(session: Session, locks: boolean): Promise<readonly string[]> {
  const { rows: tables } = await session.query("select to_regclass('processes') is not null as made")
  if (tables[0]?.made !== true) return []
  if (locks && !(await isHeld(session))) return []
  const { rows } = await session.query(
    `select distinct version from processes where seen_at > now() - interval '${SEEN_WITHIN}' order by version`,
  )
  return rows.map(({ version }) => String(version))
}

/** The lock of a process that was killed goes with its session, at once. */
async function isHeld(session: Session): Promise<boolean> {
  const { rows } = await session.query(
    `select count(*)::int as holders from pg_locks where locktype = 'advisory' and granted
       and classid = ${LOCK_CLASS} and objid = ${SHARED_LOCK}
       and database = (select oid from pg_database where datname = current_database())`,
  )
  return Number(rows[0]?.holders) > 0
}
