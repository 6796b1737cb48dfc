import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { ERRORS } from '../../src/errors.ts'
import { declareNamed, renderEventData } from './sdk/events.ts'
import { renderMethods } from './sdk/methods.ts'
import { type Document, operationsOf } from './sdk/operations.ts'
import { doc } from './sdk/types.ts'

const ROOT = new URL('../../', import.meta.url)

/** The text of `sdk/typescript/src/generated.ts`, from the `openapi.json` on disk and the table of errors. */
export function renderSdk(): string {
  const document = JSON.parse(readFileSync(new URL('openapi.json', ROOT), 'utf8')) as Document
  return formatted(renderSdkOf(document))
}

/** The same from any document, not yet formatted. */
export function renderSdkOf(document: Document): string {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '// Generated from openapi.json by `npm run generate`.',
    "import type { CallOptions, KeyedCallOptions, Paged, RawBody } from './operations.ts'",
    `${doc('The codes of the errors that the hub answers with.')}export type ErrorCode = ${Object.keys(ERRORS)
      .map((code) => `'${code}'`)
      .join(' | ')}`,
    ...renderEventData(document),
    ...schemas.map(([name, schema]) => declareNamed(document, name, schema)),
    renderMethods(operationsOf(document)),
  ].join('\n\n')
}

function formatted(text: string): string {
  const biome = new URL('node_modules/@biomejs/biome/bin/biome', ROOT).pathname
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'format', '--stdin-file-path=sdk/typescript/src/generated.ts'],
    { cwd: ROOT, input: text, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  if (status !== 0) throw new Error(`the generated client is not TypeScript: ${stderr}`)
  return stdout
}
