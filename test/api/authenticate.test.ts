import { expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../../src/lib/api-key.ts'
import { createAuthenticator } from '../../src/setup/keys/authenticate.ts'
import { insertApiKey, revokeApiKey } from '../../src/store/api-keys/write.ts'
import type { Executor } from '../../src/store/database.ts'
import { describeStore } from '../support/databases.ts'

async function makeKey(db: Executor, workspaceId: string) {
  const key = generateApiKey()
  const hash = hashApiKey(key)
  const row = { workspaceId, id: newUuid(), name: 'x', role: 'admin', hash, hint: apiKeyHint(key) } as const
  const { id } = await insertApiKey(db, row)
  return { id, key }
}

describeStore('an authenticator', (store) => {
  it('stops a key that another process revoked within seconds', async () => {
    const { db } = store.database()
    const workspaceId = newUuid()
    let now = Date.now()
    const authenticator = createAuthenticator(db, () => now)
    const [one, two] = [await makeKey(db, workspaceId), await makeKey(db, workspaceId)]
    expect(await authenticator.identify(one.key)).toMatchObject({
      workspaceId,
      keyId: one.id,
      role: 'admin',
      operator: false,
    })
    expect(await revokeApiKey(store.database(), workspaceId, one.id)).toBe('revoked')
    expect(await revokeApiKey(store.database(), workspaceId, two.id)).toBe('last_admin')
    now += 5001
    expect(await authenticator.identify(one.key)).toBeUndefined()
  })

  it('forgets what ended, and nothing else', async () => {
    const { db } = store.database()
    const workspaceId = newUuid()
    let ends = 0
    const now = Date.now()
    const authenticator = createAuthenticator(db, () => now)
    authenticator.onEnd(() => ends++)
    const [gone, kept] = [await makeKey(db, workspaceId), await makeKey(db, workspaceId)]
    const known = async (key: string) => {
      const caller = await authenticator.identify(key)
      if (!caller) throw new Error('the key is not known')
      return await authenticator.openSession(caller)
    }
    const [first, second, third] = [await known(gone.key), await known(kept.key), await known(kept.key)]
    // Whatever is asked of the store from now on is unknown there: only what is remembered is known.
    await db.deleteFrom('sessions').where('workspace_id', '=', workspaceId).execute()
    await db.deleteFrom('api_keys').where('workspace_id', '=', workspaceId).execute()
    authenticator.forgetKey(gone.id)
    await authenticator.endSession(third.token)
    await authenticator.endSession('x'.repeat(43))
    expect(ends).toBe(2)
    expect(await authenticator.identify(gone.key)).toBeUndefined()
    expect(await authenticator.identifySession(first.token)).toBeUndefined()
    expect(await authenticator.identifySession(third.token)).toBeUndefined()
    expect(await authenticator.identify(kept.key)).toMatchObject({ keyId: kept.id })
    expect(await authenticator.identifySession(second.token)).toMatchObject({ keyId: kept.id, keyName: 'x' })
  })

  it('finds the right one of many that are asked for at once', async () => {
    const { db } = store.database()
    const workspaceId = newUuid()
    const authenticator = createAuthenticator(db)
    const keys = await Promise.all(Array.from({ length: 20 }, () => makeKey(db, workspaceId)))
    const callers = await Promise.all(
      keys.flatMap(({ key }) => [authenticator.identify(key), authenticator.identify(generateApiKey())]),
    )
    expect(callers.map((caller) => caller?.keyId)).toEqual(keys.flatMap(({ id }) => [id, undefined]))
  })
})
