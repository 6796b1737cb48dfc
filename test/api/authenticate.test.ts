import { expect, it } from 'vitest'
import { createAuthenticator } from '../../src/api/authenticate.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../../src/api-key.ts'
import { newUuid } from '../../src/events/ids.ts'
import { insertApiKey, revokeApiKey } from '../../src/store/api-keys.ts'
import { describeEachStore } from '../support/databases.ts'

describeEachStore('an authenticator', (store) => {
  it('stops a key that another process revoked within seconds, and looks up unknown keys only when admitted', async () => {
    const { db } = store.database()
    const workspaceId = newUuid()
    let now = Date.now()
    const authenticator = createAuthenticator(db, () => now)
    const make = async () => {
      const key = generateApiKey()
      const { id } = await insertApiKey(db, {
        workspaceId,
        id: newUuid(),
        name: 'x',
        role: 'admin',
        hash: hashApiKey(key),
        hint: apiKeyHint(key),
      })
      return { id, key }
    }
    const [one, two] = [await make(), await make()]
    expect(await authenticator.identify(one.key)).toEqual({ workspaceId, keyId: one.id, role: 'admin' })
    expect(await revokeApiKey(db, workspaceId, one.id)).toBe('revoked')
    expect(await revokeApiKey(db, workspaceId, two.id)).toBe('last_admin')
    now += 5001
    expect(await authenticator.identify(one.key)).toBeUndefined()

    const refuse = () => Promise.reject(new Error('too many'))
    await expect(authenticator.identify('unknown', refuse)).rejects.toThrow('too many')
    await authenticator.identify(two.key)
    now += 5001
    expect(await authenticator.identify(two.key, refuse)).toMatchObject({ keyId: two.id })
  })
})
