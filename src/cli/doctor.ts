import type { Hubbub } from '@hubbub/sdk'
import { messageOf } from '../errors.ts'
import { createApi } from './api.ts'
import { checkAccounts, checkAppWebhooks } from './doctor/accounts.ts'
import { ask } from './doctor/ask.ts'
import { type Check, fail, printCheck } from './doctor/check.ts'
import { checkDatabase } from './doctor/database.ts'
import { checkApiKey, checkHandshake, checkHub, checkSecrets, checkSelfTest } from './doctor/hub.ts'
import { checkConfiguration, checkDataFolder, checkNode, checkSecretFiles } from './doctor/machine.ts'
import { checkEndpoints, checkRejections } from './doctor/traffic.ts'
import { type ClientFlags, type ClientSettings, clientSettings } from './settings.ts'
import type { Terminal } from './terminal.ts'

export interface DoctorFlags extends ClientFlags {
  readonly send?: boolean
  readonly json?: boolean
}

const TIMEOUT_MS = 10_000

/** Checks the installation and names the remedy for what is wrong; exit code 1 when something is broken. */
export async function doctor(flags: DoctorFlags, terminal: Terminal): Promise<number> {
  const checks: Check[] = []
  for await (const check of examine(flags, terminal.env)) {
    checks.push(check)
    if (!flags.json) printCheck(check, terminal)
  }
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length
  const broken = count('fail')
  if (flags.json) terminal.print(JSON.stringify({ ok: broken === 0, checks }, null, 2))
  else if (broken + count('warn') === 0) terminal.print('\nEverything is well.')
  else terminal.print(`\n${broken} broken, ${count('warn')} to look at.`)
  return broken === 0 ? 0 : 1
}

async function* examine(flags: DoctorFlags, env: NodeJS.ProcessEnv): AsyncGenerator<Check> {
  if (flags.dataDir !== undefined) env.HUBBUB_DATA_DIR = flags.dataDir
  yield checkNode()
  const { checks, config } = checkConfiguration(env)
  yield* checks
  const dataDir = env.HUBBUB_DATA_DIR?.trim() || './data'
  yield* await checkDataFolder(dataDir)
  yield* await checkSecretFiles(dataDir)
  let settings: ClientSettings
  let api: Hubbub
  try {
    settings = await clientSettings(flags, env)
    api = createApi(settings, { timeoutMs: TIMEOUT_MS, retries: 0 })
  } catch (error) {
    yield fail('Settings', messageOf(error), 'Without them the hub cannot be asked.')
    return
  }
  const hub = await checkHub(settings)
  if (config) yield* await checkDatabase(config, env, hub.ready)
  yield* hub.checks
  yield* checkSecrets(settings, env)
  if (!hub.answers) return
  const key = await checkApiKey(api, settings)
  yield key
  yield await checkHandshake(settings)
  if (flags.send) yield* await checkSelfTest(settings)
  if (key.status !== 'ok') return
  yield* await ask('Platforms', settings, () => checkAppWebhooks(api))
  yield* await ask('Accounts', settings, () => checkAccounts(api))
  yield* await ask('Endpoints', settings, () => checkEndpoints(api))
  yield* await ask('Rejections', settings, () => checkRejections(api))
}
