import { expect, it } from 'vitest'
import { createAccountDirectory } from '../../src/store/accounts/directory.ts'
import { firstWorkspace } from '../../src/store/workspaces/workspaces.ts'
import { describeStore } from '../support/databases.ts'

describeStore('the directory of accounts', (store) => {
  it('makes the same new accounts for two batches that name them in another order', async () => {
    const database = store.database()
    const { id: workspaceId } = await firstWorkspace(database)
    const first = createAccountDirectory(database, workspaceId)
    const second = createAccountDirectory(database, workspaceId)
    for (let round = 0; round < 10; round++) {
      const wanted = Array.from({ length: 300 }, (_, n) => ({ platform: 'line', externalId: `U${round}-${n}` }))
      await Promise.all([first.ensure(wanted), second.ensure(wanted.toReversed())])
      for (const { platform, externalId } of wanted)
        expect(first.known(platform, externalId)?.id).toBe(second.known(platform, externalId)?.id ?? '')
    }
  })
})
