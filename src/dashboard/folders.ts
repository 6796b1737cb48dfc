import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project this program is part of. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

export interface DashboardFolders {
  readonly project: string
  readonly sources: string
  /** What is served. */
  readonly dist: string
  /** Where a build is made, on the same file system as `dist`. */
  readonly work: string
}

export function dashboardFolders(project: string): DashboardFolders {
  const sources = path.join(project, 'dashboard')
  return { project, sources, dist: path.join(sources, 'dist'), work: path.join(sources, '.build') }
}

/** Vite's program; undefined when it is not installed. */
export function findVite({ sources }: DashboardFolders): string | undefined {
  try {
    const manifest = createRequire(path.join(sources, 'package.json')).resolve('vite/package.json')
    return path.join(path.dirname(manifest), 'bin', 'vite.js')
  } catch {
    return undefined
  }
}
