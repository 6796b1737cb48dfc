import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/hubbub-test/', import.meta.url))

/** A folder that `make` fills once for all test runs, e.g. an empty database; copy it, never change it. */
export async function cached(name: string, make: (directory: string) => Promise<void> | void): Promise<string> {
  const directory = path.join(FOLDER, name)
  if (fs.existsSync(directory)) return directory
  const draft = `${directory}.${randomBytes(4).toString('hex')}`
  fs.mkdirSync(draft, { recursive: true })
  await make(draft)
  try {
    fs.renameSync(draft, directory)
  } catch (error) {
    // Another test process was first.
    fs.rmSync(draft, { recursive: true, force: true })
    if (!fs.existsSync(directory)) throw error
  }
  return directory
}
