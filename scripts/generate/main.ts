import { readFileSync, writeFileSync } from 'node:fs'
import { renderConfigDoc } from './config-doc.ts'
import { renderEnvExample } from './env-example.ts'
import { renderErrorsDoc } from './errors-doc.ts'
import { renderEventsDoc } from './events-doc.ts'
import { renderOpenapi } from './openapi.ts'
import { renderPlatformsDoc } from './platforms-doc.ts'
import { renderSdk } from './sdk-types.ts'

const ROOT = new URL('../../', import.meta.url)

const FILES: Readonly<Record<string, () => string | Promise<string>>> = {
  '.env.example': renderEnvExample,
  'docs/config.md': renderConfigDoc,
  'docs/errors.md': renderErrorsDoc,
  'docs/events.md': renderEventsDoc,
  'docs/platforms.md': renderPlatformsDoc,
  'openapi.json': renderOpenapi,
  // Reads openapi.json: stays after it.
  'sdk/typescript/src/generated.ts': renderSdk,
}

/** Writes every generated file; with `--check` writes none and fails when one differs. */
const check = process.argv.includes('--check')
const stale: string[] = []
for (const [name, render] of Object.entries(FILES)) {
  const file = new URL(name, ROOT)
  const text = await render()
  if (read(file) === text) continue
  stale.push(name)
  if (!check) writeFileSync(file, text)
}
if (stale.length > 0) console.log(`${check ? 'out of date' : 'written'}: ${stale.join(', ')}`)
if (check && stale.length > 0) {
  console.log('run: npm run generate')
  process.exitCode = 1
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
