import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))
const BUILT = 'dashboard/dist/index.html'
const SOURCES = [
  'dashboard/index.html',
  'dashboard/vite.config.ts',
  'dashboard/build',
  'dashboard/public',
  'dashboard/src',
  'sdk/typescript/src',
]

/** Keeps a test from looking at an old dashboard. @throws Error when it is not built, or its sources are newer. */
export function requireBuiltDashboard(): void {
  const built = modifiedMs(BUILT)
  const changed = SOURCES.flatMap(filesOf).find((name) => !name.endsWith('.test.ts') && modifiedMs(name) > built)
  if (built === 0) throw new Error('The dashboard is not built: npm run build:dashboard')
  if (changed !== undefined) throw new Error(`${changed} is newer than the built dashboard: npm run build:dashboard`)
}

function filesOf(name: string): string[] {
  const folder = path.join(REPOSITORY, name)
  if (fs.statSync(folder).isFile()) return [name]
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(REPOSITORY, path.join(entry.parentPath, entry.name)))
}

function modifiedMs(name: string): number {
  return fs.statSync(path.join(REPOSITORY, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
