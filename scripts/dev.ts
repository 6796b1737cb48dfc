import { parseArgs } from 'node:util'
import { prettyLines } from '../src/cli/pretty-log.ts'
import { onStopSignal } from '../src/cli/stop-signals.ts'
import { loadConfig } from '../src/config.ts'
import { startHub } from '../src/hub.ts'
import { createLogger } from '../src/log.ts'
import { PLATFORMS, type PlatformId } from '../src/platforms/index.ts'
import { credentialsFor } from '../test/platforms/credentials.ts'
import { startCustomers } from '../test/platforms/customers.ts'
import { enterCallbacks } from '../test/platforms/enter-callbacks.ts'
import { type Platforms, startPlatforms } from '../test/platforms/index.ts'

const API_KEY = 'dev-key-0123456789abcdef'
const VERIFY_TOKEN = 'dev-verify-token'
/** The platform that the examples are of: its accounts can be connected by login. */
const first = PLATFORMS.find(({ login }) => login)?.id ?? PLATFORMS[0].id

const USAGE = `npm run dev -- [options]     the hub against stand-ins of all platforms

  --port <number>        port of the hub (8000)
  --data-dir <folder>    where it keeps its data (./data-dev)
  --every <seconds>      how often a pretend customer does something (5)
  --no-customers         nobody writes
  --help`

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '8000' },
    'data-dir': { type: 'string', default: './data-dev' },
    every: { type: 'string', default: '5' },
    'no-customers': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (flags.help) console.log(USAGE)
else await dev()

/** Runs until a signal. */
async function dev(): Promise<void> {
  const stopped = Promise.withResolvers<void>()
  onStopSignal(() => stopped.resolve())
  const platforms = await startPlatforms()
  const config = loadConfig({
    // The rest of the environment is for real hubs: their database must not get made-up accounts.
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    HUBBUB_DASHBOARD: process.env.HUBBUB_DASHBOARD,
    API_KEY,
    ...Object.fromEntries(
      PLATFORMS.flatMap(({ settings }) => settings.verifyTokens.map((name) => [name, VERIFY_TOKEN])),
    ),
    DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
    ...platforms.env,
    PORT: flags.port,
    HUBBUB_DATA_DIR: flags['data-dir'],
  })
  const log = createLogger(config.logLevel, prettyLines(process.stderr))
  const hub = await startHub({ config, log }).catch(async (error: unknown) => {
    await platforms.stop()
    throw error
  })
  platforms.attach(hub.url)
  enterCallbacks(platforms, hub.url, VERIFY_TOKEN)
  // Whoever has just written may be answered.
  for (const { id } of PLATFORMS) platforms.happen(id, 'message')
  const accounts = await connectAll(platforms, hub.url)
  console.log(guide(platforms, hub.url, accounts))
  const customers = flags['no-customers']
    ? undefined
    : startCustomers(platforms, { everyMs: Number(flags.every) * 1000, onDeed: (line) => console.log(`  ${line}`) })

  await stopped.promise
  await customers?.stop()
  await platforms.stop()
  await hub.stop()
  for (const fault of platforms.faults) console.error(`the stand-in: ${fault}`)
}

/** Connects the demo account of each platform; the ids the hub gives them. */
async function connectAll(platforms: Platforms, hubUrl: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': API_KEY }
    const answer = await fetch(hubUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { id?: string; detail?: string }
  }
  for (const [platform, given] of Object.entries(credentialsFor(platforms))) {
    const body = await post('/api/v1/accounts', { platform, credentials: given })
    if (body.id === undefined) console.error(`  ${platform} could not be connected: ${body.detail}`)
    else ids[platform] = body.id
  }
  // A hub without https cannot enter the addresses of accounts; they were entered above, and only have to be seen.
  for (const { id, webhook } of PLATFORMS)
    if (webhook.callback === 'account' && ids[id] !== undefined) await post(`/api/v1/accounts/${ids[id]}/test`, {})
  return ids
}

function guide({ seeds }: Platforms, hubUrl: string, accounts: Record<string, string>): string {
  const header = `-H 'x-api-key: ${API_KEY}'`
  const rows = Object.entries(accounts).map(([platform, id]) => {
    const seed = seeds[platform as PlatformId]
    return `  ${platform.padEnd(10)} ${id}  ${seed.account.username.padEnd(14)} customer ${seed.person.id}`
  })
  const message = JSON.stringify({
    account: accounts[first],
    to: seeds[first].person.id,
    type: 'text',
    text: 'Hi!',
  })
  return `
The hub runs at ${hubUrl} (API: ${hubUrl}/docs), against stand-ins of the platforms. Nothing leaves this machine.
API key: ${API_KEY}

Connected:

${rows.join('\n')}

Try it, in another terminal:

  npx hubbub listen --url ${hubUrl} --api-key ${API_KEY}
  curl ${header} '${hubUrl}/api/v1/events?limit=5'
  curl ${header} -H 'content-type: application/json' ${hubUrl}/api/v1/messages -d '${message}'
  curl ${header} '${hubUrl}/api/v1/connect/${first}'      log in and choose an account

${flags['no-customers'] ? 'Nobody writes (--no-customers).' : 'What the customers do:'}
`
}
