import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { credentialsPath, readCredentials, updateCredentials } from './credentials-file.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-credentials-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('a folder without the file has no credentials', async () => {
  expect(await readCredentials(dir)).toEqual({})
  expect(await readCredentials(join(dir, 'absent'))).toEqual({})
})

test('only its owner may read the file, also when an earlier one was open to all', async () => {
  await writeFile(credentialsPath(dir), '{}', { mode: 0o644 })
  const path = await updateCredentials(dir, { url: 'http://127.0.0.1:8000', apiKey: 'k' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('an update keeps what it does not name, and leaves no other file', async () => {
  await updateCredentials(dir, { url: 'http://127.0.0.1:8000', apiKey: 'k', appSecret: 's' })
  await updateCredentials(dir, { url: 'http://127.0.0.1:9000', verifyToken: undefined })
  expect(await readCredentials(dir)).toEqual({ url: 'http://127.0.0.1:9000', apiKey: 'k', appSecret: 's' })
  expect(await readdir(dir)).toEqual(['credentials.json'])
})

test('a file that is not JSON is named, and never overwritten', async () => {
  await writeFile(credentialsPath(dir), 'apiKey=abc')
  await expect(readCredentials(dir)).rejects.toThrow(/credentials\.json is not a JSON object/)
  await expect(updateCredentials(dir, { url: 'http://127.0.0.1:1' })).rejects.toThrow(/not a JSON object/)
})

test('the folder is made when it is absent', async () => {
  await updateCredentials(join(dir, 'a', 'b'), { apiKey: 'k' })
  expect(await readCredentials(join(dir, 'a', 'b'))).toEqual({ apiKey: 'k' })
})
