import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

/** One PostgreSQL server for a whole run; each suite makes a database of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ connections: 200 })
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
