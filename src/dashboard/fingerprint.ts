import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DashboardFolders } from './folders.ts'
import { lockedDependencies } from './locked-dependencies.ts'

/** Grows when the same sources have to be built anew, because the build itself makes something else of them. */
const BUILD_VERSION = '1'
const STAMP = '.stamp'
const SOURCES = [
  'dashboard/index.html',
  'dashboard/vite.config.ts',
  'dashboard/package.json',
  'dashboard/public',
  'dashboard/src',
  'sdk/typescript/src',
]

/** A hash over everything that a build depends on; undefined where the sources are not. */
export async function fingerprint({ project }: DashboardFolders): Promise<string | undefined> {
  const names = (await Promise.all(SOURCES.map((name) => filesOf(project, name)))).flat().sort()
  if (!names.includes('dashboard/index.html')) return undefined
  const hash = createHash('sha256').update(BUILD_VERSION)
  const contents = await Promise.all(names.map((name) => readFile(path.join(project, name))))
  for (const [at, content] of contents.entries()) hash.update(`\0${names[at]}\0${content.length}\0`).update(content)
  return hash
    .update(lockedDependencies(await textOf(path.join(project, 'package-lock.json')), 'dashboard'))
    .digest('hex')
}

/** The fingerprint of the sources that a folder was built from; undefined when it holds no build. */
export async function readStamp(folder: string): Promise<string | undefined> {
  return (await textOf(path.join(folder, STAMP)))?.trim()
}

export function stampFile(folder: string): string {
  return path.join(folder, STAMP)
}

async function filesOf(project: string, name: string): Promise<string[]> {
  const folder = path.join(project, name)
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    return codeOf(error) === 'ENOTDIR' ? [name] : []
  }
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(project, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
