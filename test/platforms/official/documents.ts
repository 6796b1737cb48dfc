import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import { cached } from '../../support/cache.ts'
import { thirdPartyPath } from '../../third-party.ts'
import { STAND_INS } from '../stand-ins.ts'
import type { Correction } from './corrections.ts'

/** An OpenAPI document published by a platform, which may be absent. */
export interface OfficialDocument {
  readonly file: string
  readonly corrections?: readonly Correction[]
  /** Schemas that the corrected ones speak of. */
  added?(schemas: JsonRecord): JsonRecord
  /** Queries that are documented, and that the document leaves out, by path. */
  readonly queries?: Readonly<Record<string, readonly string[]>>
}

export type OfficialDocuments = Readonly<Record<string, OfficialDocument>>

/** @throws Error for a document that no stand-in has. */
export function documentNamed(name: string): OfficialDocument {
  for (const { official } of STAND_INS.values()) {
    const found = official?.[name]
    if (found) return found
  }
  throw new Error(`there is no document ${name}`)
}

const loaded = new Map<string, Promise<JsonRecord | undefined>>()

const pathOf = (name: string) => thirdPartyPath(path.join('specs', documentNamed(name).file))

export const documentIsHere = (name: string): boolean => pathOf(name) !== undefined

/** The document, parsed; undefined (and a printed line) when it is absent. */
export function loadDocument(name: string): Promise<JsonRecord | undefined> {
  const known = loaded.get(name)
  if (known) return known
  const loading = read(name)
  loaded.set(name, loading)
  return loading
}

async function read(name: string): Promise<JsonRecord | undefined> {
  const file = pathOf(name)
  if (file === undefined) {
    console.log(
      `skipped: ${documentNamed(name).file} is not here, requests are checked by the project's own schemas only`,
    )
    return undefined
  }
  const { size, mtimeMs } = fs.statSync(file)
  // A megabyte of YAML takes a second to read; every test file would pay for it again.
  const folder = await cached(`openapi-${name}-${size}-${Math.floor(mtimeMs)}`, (directory) => {
    fs.writeFileSync(path.join(directory, 'document.json'), JSON.stringify(parse(fs.readFileSync(file, 'utf8'))))
  })
  return record(JSON.parse(fs.readFileSync(path.join(folder, 'document.json'), 'utf8')))
}
