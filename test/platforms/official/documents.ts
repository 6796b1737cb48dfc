import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import { cached } from '../../support/cache.ts'
import { thirdPartyPath } from '../../third-party.ts'

/** OpenAPI documents published by the platforms, which may be absent. */
export const DOCUMENTS = {
  line: 'line-openapi.messaging-api.yml',
  'line-token': 'line-openapi.channel-access-token.yml',
  whatsapp: 'facebook-openapi.business-messaging-api_v23.0.yaml',
} as const
export type DocumentName = keyof typeof DOCUMENTS

const loaded = new Map<DocumentName, Promise<JsonRecord | undefined>>()

const pathOf = (name: DocumentName) => thirdPartyPath(path.join('specs', DOCUMENTS[name]))

export const documentIsHere = (name: DocumentName): boolean => pathOf(name) !== undefined

/** The document, parsed; undefined (and a printed line) when it is absent. */
export function loadDocument(name: DocumentName): Promise<JsonRecord | undefined> {
  const known = loaded.get(name)
  if (known) return known
  const loading = read(name)
  loaded.set(name, loading)
  return loading
}

async function read(name: DocumentName): Promise<JsonRecord | undefined> {
  const file = pathOf(name)
  if (file === undefined) {
    console.log(`skipped: ${DOCUMENTS[name]} is not here, requests are checked by the project's own schemas only`)
    return undefined
  }
  const { size, mtimeMs } = fs.statSync(file)
  // A megabyte of YAML takes a second to read; every test file would pay for it again.
  const folder = await cached(`openapi-${name}-${size}-${Math.floor(mtimeMs)}`, (directory) => {
    fs.writeFileSync(path.join(directory, 'document.json'), JSON.stringify(parse(fs.readFileSync(file, 'utf8'))))
  })
  return record(JSON.parse(fs.readFileSync(path.join(folder, 'document.json'), 'utf8')))
}
