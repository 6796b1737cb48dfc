import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Payloads, specifications and signature vectors that others published; the folder is not part of the project. */
const FOLDER = process.env.PLATFORM_DATA

/** The path of third-party material, or undefined when it is absent. */
export function thirdPartyPath(path: string): string | undefined {
  const full = FOLDER ? join(FOLDER, path) : undefined
  return full !== undefined && existsSync(full) ? full : undefined
}

/** Its text, or undefined (and a printed line) when it is absent. */
export function thirdPartyText(path: string): string | undefined {
  const file = thirdPartyPath(path)
  if (file !== undefined) return readFileSync(file, 'utf8')
  console.log(`skipped: ${path} is not here (PLATFORM_DATA)`)
  return undefined
}

/** Third-party payloads and vectors: parsed, or undefined (and a printed line) when absent. */
export function thirdPartyJson<T>(path: string): T | undefined {
  const text = thirdPartyText(path)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

/** The webhook bodies published for a platform, by file name; [] (and a printed line) when they are absent. */
export function thirdPartyPayloads(platform: string): readonly { readonly name: string; readonly body: Buffer }[] {
  const folder = thirdPartyPath(join('payloads', platform))
  if (folder === undefined) {
    console.log(`skipped: no payloads of ${platform} here (PLATFORM_DATA)`)
    return []
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, body: readFileSync(join(folder, name)) }))
}
