import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadEncryptionKey } from './key-file.ts'

let folder: string
const file = () => path.join(folder, 'encryption.key')
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-key-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

it('makes a key file that only its owner can read, and reads it again', async () => {
  const key = await loadEncryptionKey(folder)
  expect(key).toHaveLength(32)
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600)
  expect(await loadEncryptionKey(folder)).toEqual(key)
  expect(fs.readdirSync(folder)).toEqual(['encryption.key'])
})

it('makes the data folder when it is not there', async () => {
  expect(await loadEncryptionKey(path.join(folder, 'data'))).toHaveLength(32)
})

it('gives all of many at once the same key', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadEncryptionKey(folder)))
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
})

it('prefers the configured key and makes no file', async () => {
  const key = Buffer.alloc(32, 7)
  expect(await loadEncryptionKey(folder, key)).toBe(key)
  expect(fs.existsSync(file())).toBe(false)
})

it('refuses a file of another size rather than replacing it', async () => {
  fs.writeFileSync(file(), 'short')
  await expect(loadEncryptionKey(folder)).rejects.toThrow('has 5 bytes, not 32')
  expect(fs.readFileSync(file(), 'utf8')).toBe('short')
})

it('warns about a file that others can read, and corrects its rights', async () => {
  fs.writeFileSync(file(), Buffer.alloc(32, 1))
  fs.chmodSync(file(), 0o644)
  const warnings: string[] = []
  await loadEncryptionKey(folder, undefined, (message) => warnings.push(message))
  expect(warnings).toEqual([expect.stringContaining('mode 644')])
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600)
})
