import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { describeStore } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { startSmallPlatform } from './platform.ts'
import { createRig } from './rig.ts'

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describeStore('while a platform is down', (store) => {
  it('messages wait, say why, and are sent once when it is up again', async () => {
    const port = await freePort()
    const rig = await createRig(store.database(), { url: `http://127.0.0.1:${port}/`, platform: 'line' })
    const rows = [await rig.submit('one'), await rig.submit('two'), await rig.submit('three', { to: 'other' })]
    const waiting = await eventually(
      () => rig.message(rows[0]?.id ?? ''),
      (row) => row.reason === 'retry' && row.attempts >= 1,
    )
    expect(waiting).toMatchObject({ status: 'queued', error_kind: 'unavailable', error_retryable: true })
    expect((await rig.message(rows[1]?.id ?? '')).attempts).toBe(0)
    const platform = await startSmallPlatform(port)
    try {
      for (const row of rows) await rig.until(row.id, 'sent')
      expect(platform.calls).toHaveLength(3)
      expect(await rig.events('message.replied')).toHaveLength(3)
    } finally {
      await rig.stop()
      await platform.stop()
    }
  })
})
