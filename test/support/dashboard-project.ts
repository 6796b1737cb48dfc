import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
/** Big enough to be worth compressing. */
const MAIN = `document.getElementById('root').textContent = ${JSON.stringify('hello '.repeat(400))}\n`

export interface DashboardProject {
  readonly folder: string
  readonly dist: string
  write(name: string, text: string): void
  read(name: string): string
  remove(): void
}

/** A project with a tiny dashboard in it, which the real Vite builds in a moment. */
export function dashboardProject(options: { readonly vite?: boolean } = {}): DashboardProject {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-dashboard-'))
  const project: DashboardProject = {
    folder,
    dist: path.join(folder, 'dashboard/dist'),
    write(name, text) {
      const file = path.join(folder, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, text)
    },
    read: (name) => fs.readFileSync(path.join(folder, name), 'utf8'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
  if (options.vite !== false) fs.symlinkSync(NODE_MODULES, path.join(folder, 'node_modules'))
  project.write('dashboard/package.json', '{ "type": "module" }')
  project.write(
    'dashboard/index.html',
    '<!doctype html><html lang="en"><title>Tiny</title><div id="root"></div><script type="module" src="/src/main.js"></script></html>',
  )
  project.write('dashboard/src/main.js', MAIN)
  project.write('dashboard/public/icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  return project
}
