import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

// `npm run build:dashboard`, and with --on-install what `npm ci` runs as `prepare`.
// Plain JavaScript, since the Node of an installation may be one that does not read TypeScript.
const onInstall = process.argv.includes('--on-install')
const dashboard = path.join(import.meta.dirname, '../dashboard')

const vite = findVite()
if (vite !== undefined) build(vite)
else if (!onInstall) fail('Vite is not installed; `npm ci --include=dev` installs it and builds the dashboard.')

function findVite() {
  try {
    const manifest = createRequire(path.join(dashboard, 'package.json')).resolve('vite/package.json')
    return path.join(path.dirname(manifest), 'bin/vite.js')
  } catch {
    return undefined
  }
}

function build(program) {
  const { status } = spawnSync(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: dashboard,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status === 0) return
  // The hub works without its page: a page that does not build must not make an installation fail.
  if (onInstall) console.warn('The dashboard was not built. All else works; `npm run build:dashboard` tries again.')
  else fail('The dashboard was not built.')
}

function fail(reason) {
  console.error(reason)
  process.exitCode = 1
}
