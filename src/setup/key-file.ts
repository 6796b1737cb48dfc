import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { StoreUnusableError } from '../store/errors.ts'

const KEY_BYTES = 32
const MODE = 0o600

/**
 * The 32-byte key that seals secrets: the configured one, else `<dataDir>/encryption.key`, made at the first call.
 * @throws StoreUnusableError when the file is not 32 bytes: a new key could not open what the old one sealed.
 */
export async function loadEncryptionKey(
  dataDir: string,
  fromConfig?: Buffer,
  warn: (message: string) => void = () => {},
): Promise<Buffer> {
  if (fromConfig) return fromConfig
  const file = path.join(dataDir, 'encryption.key')
  const key = (await read(file)) ?? (await make(dataDir, file))
  if (key.length !== KEY_BYTES)
    throw new StoreUnusableError(
      `${file} has ${key.length} bytes, not ${KEY_BYTES}. Restore it: what it sealed cannot be opened without it.`,
    )
  await restrictMode(file, warn)
  return key
}

async function read(file: string): Promise<Buffer | undefined> {
  return fs.readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** Written whole and synced before it gets its name; `link` lets exactly one of two processes win. */
async function make(dataDir: string, file: string): Promise<Buffer> {
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    await fs.writeFile(draft, randomBytes(KEY_BYTES), { mode: MODE, flag: 'wx', flush: true })
    await fs.link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await fs.rm(draft, { force: true })
  }
  await syncFolder(dataDir)
  return fs.readFile(file)
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await fs.open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function restrictMode(file: string, warn: (message: string) => void): Promise<void> {
  if (process.platform === 'win32') return
  const mode = (await fs.stat(file)).mode & 0o777
  if ((mode & ~MODE) === 0) return
  await fs.chmod(file, MODE)
  warn(`${file} could be read by others (mode ${mode.toString(8)}); it is 600 now.`)
}
