import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ROOT = new URL('../..', import.meta.url).pathname

export interface Source {
  /** From the root of the repository. */
  readonly name: string
  readonly text: string
}

/** The sources of a folder, tests left out. */
export function sourcesOf(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.[cm]?[jt]sx?$/.test(name))
    .map((name) => join(folder, name))
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }))
}

/** The code without its comments. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

/** What a module imports, types included, as written. */
export function importsOf(code: string): string[] {
  const pattern = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|\brequire\s*\(\s*['"]([^'"]+)['"]/g
  return [...code.matchAll(pattern)].map(([, from, imported, required]) => from ?? imported ?? required ?? '')
}

/** The files of the repository that a source imports. */
export function localImportsOf({ name, text }: Source): string[] {
  return importsOf(withoutComments(text))
    .filter((from) => from.startsWith('.'))
    .map((from) => normalize(join(dirname(name), from)))
}
