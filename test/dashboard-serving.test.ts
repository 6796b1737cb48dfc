import { once } from 'node:events'
import fs from 'node:fs'
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preparedDataDir } from './support/cluster.ts'
import { type DashboardProject, dashboardProject } from './support/dashboard-project.ts'
import { startTestHub, type TestHub } from './support/hub.ts'

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
  dataDir = await preparedDataDir()
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

/** One hub at a time has the data folder. */
async function serve(project: DashboardProject, env: Record<string, string> = {}): Promise<void> {
  await hub?.stop()
  hub = await startTestHub({ dataDir, dashboard: project.dist, env: { HUBBUB_DASHBOARD: 'on', ...env } })
}

const ask = (name: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${hub?.url}${name}`, { method, headers })

/** As it was sent: not unpacked, not from a cache. */
async function raw(name: string, sent: OutgoingHttpHeaders) {
  const [response] = (await once(get(`${hub?.url}${name}`, { headers: sent }), 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

describe('the dashboard, built', () => {
  let project: DashboardProject
  let script: string
  beforeAll(async () => {
    project = makeProject()
    await project.run('prepare')
    await serve(project)
    script = `/assets/${fs.readdirSync(path.join(project.dist, 'assets')).find((name) => name.endsWith('.js'))}`
  })

  it('is served at /, and browsers check by its ETag that it is the current one', async () => {
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

  it('lets browsers keep its assets for ever, since their names carry a hash', async () => {
    const asset = await ask(script)
    expect([asset.status, asset.headers.get('content-type')]).toEqual([200, JAVASCRIPT])
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('is sent in the best compression that the browser takes', async () => {
    const plain = fs.readFileSync(path.join(project.dist, script))
    const taking = (encodings: string) => raw(script, { 'accept-encoding': encodings })
    const [br, gz, none] = [await taking('gzip, br'), await taking('gzip'), await taking('identity')]
    expect([br, gz, none].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined])
    expect([br, gz].map(({ headers }) => headers['content-type'])).toEqual([JAVASCRIPT, JAVASCRIPT])
    for (const { headers } of [br, gz, none]) expect(headers.vary).toMatch(/accept-encoding/i)
    expect([brotliDecompressSync(br.body), gunzipSync(gz.body), none.body]).toEqual([plain, plain, plain])
    expect(br.body.length).toBeLessThan(plain.length / 5)
  })

  it('answers with the page where a browser asks for a page, and with a problem elsewhere', async () => {
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

  it('is not served when it is switched off, nor without the role api', async () => {
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
  it('is made by an installation, without a word, where Vite is installed', async () => {
    const project = makeProject()
    expect(await project.run('prepare')).toEqual({ exitCode: 0, output: '' })
    expect(fs.readFileSync(path.join(project.dist, 'index.html'), 'utf8')).toContain('Tiny')
    expect(fs.readFileSync(path.join(project.dist, 'icon.svg'), 'utf8')).toContain('<svg')
  })

  it('is left out by an installation, without a word, where Vite is not installed', async () => {
    const project = makeProject({ vite: false })
    expect(await project.run('prepare')).toEqual({ exitCode: 0, output: '' })
    expect(fs.existsSync(project.dist)).toBe(false)
    const { exitCode, output } = await project.run('build:dashboard')
    expect([exitCode, output]).toEqual([1, expect.stringContaining('npm ci --include=dev')])
  })

  it('does not fail an installation when it fails, and leaves the last build in place', async () => {
    const project = makeProject()
    await project.run('prepare')
    project.write('dashboard/src/main.js', 'this is no JavaScript')
    const { exitCode, output } = await project.run('prepare')
    expect([exitCode, output]).toEqual([0, expect.stringContaining('main.js')])
    expect(output).toContain('npm run build:dashboard')
    expect((await project.run('build:dashboard')).exitCode).toBe(1)
    expect(fs.existsSync(path.join(project.dist, 'index.html'))).toBe(true)
  })

  it('that is missing leaves the hub running; its page names the command, and a build shows without a restart', async () => {
    const project = makeProject()
    await serve(project)
    const page = await ask('/events', HTML)
    expect([page.status, page.headers.get('cache-control')]).toEqual([503, 'no-store'])
    const body = await page.text()
    expect(body).toContain('npm run build:dashboard')
    expect(body).not.toContain('<script')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/)
    expect(policy).not.toContain('unsafe')
    expect((await ask('/assets/x.js')).status).toBe(404)
    expect((await hub?.api('/api/v1/events'))?.status).toBe(200)
    await project.run('build:dashboard')
    expect((await ask('/')).status).toBe(200)
  })
})
