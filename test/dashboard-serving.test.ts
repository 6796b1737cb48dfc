import { once } from 'node:events'
import fs from 'node:fs'
import { createServer, get, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDashboard } from '../src/dashboard/dashboard.ts'
import { dashboardFolders } from '../src/dashboard/folders.ts'
import { makeBuild } from '../src/dashboard/make-build.ts'
import { type DashboardProject, dashboardProject } from './support/dashboard-project.ts'
import { embeddedDataDir, silent } from './support/databases.ts'
import { eventually, startTestHub, type TestHub } from './support/hub.ts'

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const JAVASCRIPT = 'application/javascript; charset=utf-8'
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
]

let dataDir: string
let hub: TestHub | undefined
const projects: DashboardProject[] = []

beforeAll(async () => {
  dataDir = await embeddedDataDir()
})
afterAll(async () => {
  await hub?.stop()
  for (const project of projects) project.remove()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

function makeProject(options?: { vite?: boolean }): DashboardProject {
  const project = dashboardProject(options)
  projects.push(project)
  return project
}

const build = (project: DashboardProject, force = false) =>
  makeBuild(dashboardFolders(project.folder), { force, signal: new AbortController().signal })

/** One hub at a time has the data folder. */
async function serve(project: DashboardProject, env: Record<string, string> = {}): Promise<void> {
  await hub?.stop()
  hub = await startTestHub({ dataDir, project: project.folder, env: { HUBBUB_DASHBOARD: 'on', ...env } })
}

const ask = (name: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${hub?.url}${name}`, { method, headers })

/** As it was sent: not unpacked, not from a cache. */
async function raw(name: string, sent: OutgoingHttpHeaders) {
  const [response] = (await once(get(`${hub?.url}${name}`, { headers: sent }), 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

/** Lets a build of this project wait until its answer ends. */
async function held(project: DashboardProject) {
  const gate = createServer()
  gate.listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const { port } = gate.address() as AddressInfo
  project.write(
    'dashboard/vite.config.ts',
    `export default { plugins: [{ name: 'wait', buildStart: () => fetch('http://127.0.0.1:${port}') }] }`,
  )
  const answer = once(gate, 'request').then(([, response]) => response as ServerResponse)
  return { answer, close: () => gate.close() }
}

describe('the dashboard, built', () => {
  let project: DashboardProject
  let script: string
  beforeAll(async () => {
    project = makeProject()
    await build(project)
    await serve(project)
    script = `/assets/${fs.readdirSync(path.join(project.dist, 'assets')).find((name) => name.endsWith('.js'))}`
  })

  it('is served at / and asked for anew each time, by its ETag', async () => {
    const page = await ask('/')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(await page.text()).toContain(script)
    const etag = page.headers.get('etag') ?? ''
    expect((await raw('/', { 'if-none-match': etag })).status).toBe(304)
    const icon = await ask('/icon.svg')
    expect([icon.status, icon.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect((await ask('/', {}, 'HEAD')).status).toBe(200)
  })

  it('has assets that are kept for ever, as they carry a hash', async () => {
    const asset = await ask(script)
    expect([asset.status, asset.headers.get('content-type')]).toEqual([200, JAVASCRIPT])
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('is sent compressed as well as the browser can unpack it', async () => {
    const plain = fs.readFileSync(path.join(project.dist, script))
    const taking = (encodings: string) => raw(script, { 'accept-encoding': encodings })
    const [br, gz, none] = [await taking('gzip, br'), await taking('gzip'), await taking('identity')]
    expect([br, gz, none].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined])
    expect([br, gz].map(({ headers }) => headers['content-type'])).toEqual([JAVASCRIPT, JAVASCRIPT])
    for (const { headers } of [br, gz, none]) expect(headers.vary).toMatch(/accept-encoding/i)
    expect([brotliDecompressSync(br.body), gunzipSync(gz.body), none.body]).toEqual([plain, plain, plain])
    expect(br.body.length).toBeLessThan(plain.length / 5)
  })

  it('answers every path of a page with the page, and all else as before', async () => {
    const page = await (await ask('/')).text()
    for (const name of ['/events', '/webhooks/wh_01/logs?status=failed', '/login', '/metrics-of-mine']) {
      const answer = await ask(name, HTML)
      expect([name, answer.status, await answer.text()]).toEqual([name, 200, page])
    }
    for (const [name, headers, status] of [
      ['/events', { accept: 'application/json' }, 404],
      ['/api/v1/nothing', HTML, 404],
      ['/api', HTML, 404],
      ['/assets/gone.js', HTML, 404],
      ['/gone.svg', HTML, 404],
      ['/.stamp', HTML, 404],
      ['/.vite/manifest.json', HTML, 404],
      ['/..%2f..%2fpackage.json', HTML, 400],
      ['/api/v1/webhooks/wh_x/test', HTML, 405],
    ] as const) {
      const answer = await ask(name, headers)
      expect([name, answer.status]).toEqual([name, status])
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await ask('/events', HTML, 'POST')).status).toBe(404)
    expect((await ask('/healthz', HTML)).headers.get('content-type')).toMatch(/^application\/json/)
    expect((await ask('/docs/', HTML)).headers.get('content-security-policy')).toContain('unsafe-inline')
  })

  it('may load nothing from elsewhere and run nothing inline', async () => {
    const { headers } = await ask('/')
    expect(headers.get('content-security-policy')?.split(/;\s*/)).toEqual(POLICY)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect((await ask('/assets/gone.js')).headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is not there when it is switched off, nor without the role api', async () => {
    for (const [name, value] of [
      ['HUBBUB_DASHBOARD', 'off'],
      ['HUBBUB_ROLES', 'ingest,process,deliver,jobs'],
    ] as const) {
      await serve(project, { [name]: value })
      const answer = await ask('/', HTML)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
  })
})

describe('the build', () => {
  it('is made in the background once the hub listens, while a page says so', async () => {
    const project = makeProject()
    const gate = await held(project)
    await serve(project)
    const release = await gate.answer
    const page = await ask('/events', HTML)
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2'])
    const body = await page.text()
    expect(body).toContain('<meta http-equiv="refresh" content="2">')
    expect(body).not.toContain('<script')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/)
    expect(policy).not.toContain('unsafe')
    expect((await ask('/assets/x.js')).status).toBe(404)
    release.end()
    await eventually(
      () => ask('/'),
      ({ status }) => status === 200,
    )
    gate.close()
  })

  it('that fails leaves the hub running, and says why until it is mended', async () => {
    const project = makeProject()
    const good = project.read('dashboard/src/main.js')
    project.write('dashboard/src/main.js', 'this is <no> JavaScript')
    await serve(project)
    const page = await eventually(
      async () => await (await ask('/', HTML)).text(),
      (body) => body.includes('could not be built'),
    )
    expect(page).toContain('main.js')
    expect(page).toContain('npm run build:dashboard')
    expect(page).not.toContain('<no>')
    expect((await hub?.api('/api/v1/events'))?.status).toBe(200)
    project.write('dashboard/src/main.js', good)
    await build(project)
    await eventually(
      () => ask('/'),
      ({ status }) => status === 200,
    )
  })

  it('is made anew when a source or a dependency has changed, and only then', async () => {
    const project = makeProject()
    project.write('package-lock.json', lock('1.0.0'))
    expect(await build(project)).toBe('built')
    expect(await build(project)).toBe('up to date')
    project.write('dashboard/src/main.test.ts', 'a test changes nothing of the build')
    expect(await build(project)).toBe('up to date')
    project.write('dashboard/src/main.js', 'document.title = "changed"')
    expect(await build(project)).toBe('built')
    project.write('sdk/typescript/src/index.ts', 'export {}')
    expect(await build(project)).toBe('built')
    project.write('package-lock.json', lock('1.0.1'))
    expect(await build(project)).toBe('built')
    expect(await build(project, true)).toBe('built')
    expect(fs.readdirSync(path.join(project.folder, 'dashboard/.build'))).not.toContain('old')
  })

  it('is made once when several processes want it', async () => {
    const project = makeProject()
    const outcomes = await Promise.all([build(project), build(project), build(project)])
    expect(outcomes.sort()).toEqual(['built', 'up to date', 'up to date'])
  })

  it('is not needed where Vite is not installed but a build is there', async () => {
    const project = makeProject({ vite: false })
    project.write('dashboard/dist/index.html', '<!doctype html><title>Prepared</title>')
    await serve(project)
    expect(await (await ask('/')).text()).toContain('Prepared')
  })

  it('says what to install where there is neither Vite nor a build', async () => {
    await serve(makeProject({ vite: false }))
    const page = await ask('/')
    expect([page.status, (await page.text()).includes('npm ci')]).toEqual([503, true])
  })

  it('ends with the hub', async () => {
    const project = makeProject()
    const gate = await held(project)
    const dashboard = createDashboard(project.folder, silent)
    dashboard.start()
    const gone = once(await gate.answer, 'close')
    await dashboard.stop()
    await gone
    expect(fs.existsSync(project.dist)).toBe(false)
    gate.close()
  })
})

function lock(version: string): string {
  return JSON.stringify({
    packages: {
      dashboard: { dependencies: { a: '*' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '*' } },
      'node_modules/b': { version },
    },
  })
}
