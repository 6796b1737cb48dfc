import { existsSync, readdirSync, readFileSync } from 'node:fs'

const ROOT = new URL('../../shared/platforms/', import.meta.url)

/** Third-party material that may lie beside the project: its text, or undefined (and a printed line) when absent. */
export function thirdPartyText(path: string): string | undefined {
  const file = new URL(path, ROOT)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  console.log(`skipped: ${path} is not here`)
  return undefined
}

/** Third-party payloads and vectors: parsed, or undefined (and a printed line) when absent. */
export function thirdPartyJson<T>(path: string): T | undefined {
  const text = thirdPartyText(path)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

/** The webhook bodies published for a platform, by file name; [] (and a printed line) when they are absent. */
export function thirdPartyPayloads(platform: string): readonly { readonly name: string; readonly body: Buffer }[] {
  const folder = new URL(`payloads/${platform}/`, ROOT)
  if (!existsSync(folder)) {
    console.log(`skipped: no payloads of ${platform} here`)
    return []
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, body: readFileSync(new URL(name, folder)) }))
}
