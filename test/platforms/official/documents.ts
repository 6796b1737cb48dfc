import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import { cached } from '../../support/cache.ts'

/** OpenAPI documents published by the platforms, which may lie beside the project. */
export const DOCUMENTS = {
  line: 'line-openapi.messaging-api.yml',
  'line-token': 'line-openapi.channel-access-token.yml',
  whatsapp: 'facebook-openapi.business-messaging-api_v23.0.yaml',
} as const
export type DocumentName = keyof typeof DOCUMENTS

const FOLDER = new URL('../../../../shared/platforms/specs/', import.meta.url)
const loaded = new Map<DocumentName, Promise<JsonRecord | undefined>>()

export const documentIsHere = (name: DocumentName): boolean => fs.existsSync(new URL(DOCUMENTS[name], FOLDER))

/** The document, parsed; undefined (and a printed line) when it is absent. */
export function loadDocument(name: DocumentName): Promise<JsonRecord | undefined> {
  const known = loaded.get(name)
  if (known) return known
  const loading = read(name)
  loaded.set(name, loading)
  return loading
}

async function read(name: DocumentName): Promise<JsonRecord | undefined> {
  const file = new URL(DOCUMENTS[name], FOLDER)
  if (!documentIsHere(name)) {
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
