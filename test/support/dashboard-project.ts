import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
/** What builds the dashboard; the sources of a test's project are tiny ones. */
const BUILD_FILES = ['scripts/build-dashboard.js', 'dashboard/vite.config.ts', 'dashboard/build']
/** Big enough to be worth compressing. */
const MAIN = `document.getElementById('root').textContent = ${JSON.stringify('hello '.repeat(400))}\n`

export interface DashboardProject {
  /** The folder of the built dashboard. */
  readonly dist: string
  write(name: string, text: string): void
  /** Runs what `npm ci` runs as `prepare`, or `npm run build:dashboard`. */
  run(command: 'prepare' | 'build:dashboard'): Promise<{ exitCode: number; output: string }>
  remove(): void
}

/** A project with a tiny dashboard in it, which the real Vite builds in a moment. */
export function dashboardProject(options: { readonly vite?: boolean } = {}): DashboardProject {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-dashboard-'))
  const write = (name: string, text: string) => {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  }
  for (const name of BUILD_FILES) fs.cpSync(path.join(REPOSITORY, name), path.join(folder, name), { recursive: true })
  if (options.vite !== false)
    fs.symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  write('dashboard/package.json', '{ "type": "module" }')
  write(
    'dashboard/index.html',
    '<!doctype html><html lang="en"><title>Tiny</title><div id="root"></div><script type="module" src="/src/main.js"></script></html>',
  )
  write('dashboard/src/main.js', MAIN)
  write('dashboard/public/icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  return {
    dist: path.join(folder, 'dashboard/dist'),
    write,
    run(command) {
      const script = path.join(folder, 'scripts/build-dashboard.js')
      const args = command === 'prepare' ? [script, '--on-install'] : [script]
      return new Promise((resolve) => {
        const child = execFile(process.execPath, args, (_error, stdout, stderr) =>
          resolve({ exitCode: child.exitCode ?? -1, output: stdout + stderr }),
        )
      })
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}
