import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Archive from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { cached } from '../../support/cache.ts'

const MANIFEST = fileURLToPath(new URL('../../../node_modules/@sparticuz/chromium/package.json', import.meta.url))
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a real Chromium without a window; whoever asked for it closes it. */
export async function openChromium(): Promise<Browser> {
  const folder = await unpacked()
  // The archive's own fonts and libraries, where the machine has none.
  const fonts = fs.existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') }
  const launch = (env: Readonly<Record<string, string>>) =>
    chromium.launch({
      executablePath: path.join(folder, 'chromium'),
      args: FLAGS,
      env: { ...process.env, ...fonts, ...env },
    })
  try {
    return await launch({})
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error
    return await launch({ LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') })
  }
}

/** The archive is unpacked once for all test runs: it takes seconds, and test files run at the same time. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(fs.readFileSync(MANIFEST, 'utf8')) as { version: string }
  return await cached(`chromium-${version}`, (directory) =>
    // It unpacks into the folder for temporary files, with the libraries when it believes to be where they are missing.
    withEnvironment({ TMPDIR: directory, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }, async () => {
      await Archive.executablePath()
    }),
  )
}

async function withEnvironment(changes: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const before = Object.keys(changes).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, changes)
  try {
    await work()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
