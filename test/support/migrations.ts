import { type MigrationSession, migrate, readMigrations } from '../../src/store/migrate.ts'

/** Makes an empty database what it was before a migration. @throws when there is no migration of that name */
export async function migrateBefore(session: MigrationSession, name: string): Promise<void> {
  const { migrations, index } = await placeOf(name)
  await migrate(session, migrations.slice(0, index))
}

/** Migrates up to a migration, that one included. @throws when there is no migration of that name */
export async function migrateThrough(session: MigrationSession, name: string): Promise<void> {
  const { migrations, index } = await placeOf(name)
  await migrate(session, migrations.slice(0, index + 1))
}

async function placeOf(name: string) {
  const migrations = await readMigrations()
  const index = migrations.findIndex((migration) => migration.name === name)
  if (index < 0) throw new Error(`there is no migration named ${name}`)
  return { migrations, index }
}
