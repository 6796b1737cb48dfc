import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkAccount } from '../../src/accounts/check.ts'
import { disconnectAccount } from '../../src/accounts/disconnect.ts'
import { createSendAccounts } from '../../src/accounts/for-sending.ts'
import { renewToken } from '../../src/accounts/renew.ts'
import { testAccount } from '../../src/accounts/test.ts'
import { createDirectory } from '../../src/inbox/directory.ts'
import { createSending } from '../../src/send/create-sending.ts'
import { createAccountDirectory } from '../../src/store/accounts/directory.ts'
import type { AccountRecord } from '../../src/store/accounts/read.ts'
import { createIdWindow } from '../../src/store/events/id-window.ts'
import { type Platforms, startPlatforms } from '../platforms/index.ts'
import type { Token } from '../platforms/tokens.ts'
import { describeStore, silent } from '../support/databases.ts'
import { CONTENTS, outbound } from '../support/outbound.ts'
import { testRuntime } from '../support/runtime.ts'
import { workspacesOf } from '../support/workspaces.ts'
import { type AccountRig, createAccountRig } from './rig.ts'

const PROXY_PAGE = { headers: { 'content-type': 'text/html' }, body: Buffer.from('<title>Blocked by policy</title>') }

describeStore('a token that the platform no longer takes', (store) => {
  let platforms: Platforms
  let rig: AccountRig

  beforeAll(async () => {
    platforms = await startPlatforms()
  })
  beforeEach(() => {
    rig = createAccountRig(store.database(), platforms)
  })
  afterEach(async () => {
    platforms.up()
    await rig.close()
  })
  afterAll(() => platforms.stop())

  const pageToken = () => {
    const { seeds, state, tokens } = platforms
    return tokens.issue('page', seeds.facebook.account.id, {
      app: state.apps.meta,
      scopes: seeds.facebook.token.scopes,
    })
  }
  const connectPage = (token: Token) =>
    rig.connect('facebook', { accessToken: token.value, pageId: platforms.seeds.facebook.account.id })
  const clientOf = (account: AccountRecord) => createSendAccounts(rig.deps).client(rig.workspaceId, account.id)
  const toPerson = (platform: 'facebook' | 'line') => {
    platforms.happen(platform, 'message', { person: platforms.seeds[platform].person.id })
    return outbound(CONTENTS.text, { to: platforms.seeds[platform].person.id })
  }

  it('ends the account when a message shows it', async () => {
    const token = pageToken()
    const account = await connectPage(token)
    const client = await clientOf(account)
    token.revoked = 'password-changed'
    await expect(client.send(toPerson('facebook'))).rejects.toMatchObject({ kind: 'auth', platformCode: '190/460' })
    expect(await rig.account(account.id)).toMatchObject({ state: 'disconnected', disconnected_code: 'token_refused' })
  })

  it('does not end an account that was given another one meanwhile, and the message goes out with that', async () => {
    const old = pageToken()
    const account = await connectPage(old)
    const client = await clientOf(account)
    await connectPage(pageToken())
    old.revoked = 'password-changed'
    expect((await client.send(toPerson('facebook'))).messageId).toBeTruthy()
    expect((await rig.account(account.id)).state).toBe('connected')
  })

  it('does not come back by a renewal that was under way when the account was deleted', async () => {
    const { seeds, tokens, clock } = platforms
    const { id, channelId, secret } = seeds.line.account
    const token = tokens.issue('line', id, { lifetimeMs: 60_000 })
    const account = await rig.connect('line', { channelAccessToken: token.value, channelSecret: secret, channelId })
    await disconnectAccount(rig.deps, account, 'test')
    expect(clock.now()).toBeLessThan(token.expiresAt ?? 0)
    expect(await renewToken(rig.deps, account)).toBeUndefined()
    expect(await rig.account(account.id)).toMatchObject({ state: 'disconnected', credentials_sealed: null })
  })

  describe('of LINE, with the channel id', () => {
    const ISSUE = { path: /oauth\/accessToken/ }
    let account: AccountRecord
    let token: Token

    beforeEach(async () => {
      const { id, channelId, secret } = platforms.seeds.line.account
      token = platforms.tokens.issue('line', id)
      account = await rig.connect('line', { channelAccessToken: token.value, channelSecret: secret, channelId })
    })
    const expire = () => {
      token.expiresAt = platforms.clock.now() - 1
    }
    const issued = () => platforms.requests.filter(({ path }) => ISSUE.path.test(path)).length

    it('is replaced by the message that finds it out, which goes out with the new one', async () => {
      const client = await clientOf(account)
      expire()
      expect(await client.send(toPerson('line'))).toMatchObject({ via: 'push' })
      expect(await rig.account(account.id)).toMatchObject({ state: 'connected', credentials_version: 2 })
    })

    it('is replaced once for all that find it out together', async () => {
      const client = await clientOf(account)
      expire()
      const before = issued()
      const message = toPerson('line')
      const keys = Array.from({ length: 6 }, (_, index) => `0192d4e0-7f3a-7000-8000-00000000001${index}`)
      const sends = await Promise.allSettled(keys.map((idempotencyKey) => client.send({ ...message, idempotencyKey })))
      const kinds = sends.map((each) => (each.status === 'fulfilled' ? 'sent' : each.reason.kind))
      expect(kinds).toContain('sent')
      // Those that met the renewal under way are tried again.
      expect(kinds.filter((kind) => kind !== 'sent' && kind !== 'unavailable')).toEqual([])
      expect(issued() - before).toBe(1)
      expect((await rig.account(account.id)).state).toBe('connected')
    })

    it('is replaced by a connection test, also when the account was given up', async () => {
      expire()
      expect(await testAccount(rig.deps, account)).toMatchObject({ error: undefined })
      const renewed = await rig.account(account.id)
      expect(renewed).toMatchObject({ state: 'connected', credentials_version: 2 })

      for (const each of platforms.tokens.all()) if (each.kind === 'line') each.expiresAt = platforms.clock.now() - 1
      const { db } = store.database()
      await db.updateTable('accounts').set({ state: 'disconnected' }).where('id', '=', account.id).execute()
      expect(await testAccount(rig.deps, await rig.account(account.id))).toMatchObject({ error: undefined })
      expect(await rig.account(account.id)).toMatchObject({ state: 'connected', credentials_version: 3 })
      platforms.seeds.line.token.expiresAt = undefined
    })

    it('keeps the account while LINE cannot say whether it gives another', async () => {
      const client = await clientOf(account)
      expire()
      platforms.fail('500', { match: ISSUE, times: 10 })
      await expect(client.send(toPerson('line'))).rejects.toMatchObject({
        kind: 'unavailable',
        retryable: true,
        outcomeUnknown: false,
      })
      expect(await checkAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ kind: 'unknown' })
      expect(await testAccount(rig.deps, account)).toMatchObject({ error: { kind: 'unavailable' } })
      const waiting = await rig.account(account.id)
      expect(waiting).toMatchObject({ state: 'connected', check_leased_until: null })
      expect(waiting.check_due_at?.getTime()).toBeLessThan(Date.now() + 15 * 60_000)
      platforms.up()
      expect(await checkAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ kind: 'ok', renewed: true })
    })
  })

  it('of LINE ends the account when no channel id is known', async () => {
    const { id, secret } = platforms.seeds.line.account
    const token = platforms.tokens.issue('line', id)
    const account = await rig.connect('line', { channelAccessToken: token.value, channelSecret: secret })
    token.expiresAt = platforms.clock.now() - 1
    await expect((await clientOf(account)).send(toPerson('line'))).rejects.toMatchObject({ kind: 'auth' })
    expect((await rig.account(account.id)).state).toBe('disconnected')
  })

  it.each([
    ['a proxy that forbids', { status: 403, ...PROXY_PAGE }],
    ['a proxy that wants to know who asks', { status: 401, body: { error: { message: 'Log in' } } }],
    ['a block for a while', '368'],
    ['a block of spam', '4/2207051'],
  ])('is not what %s tells at a check or a test', async (_what, answer) => {
    const account = await connectPage(pageToken())
    platforms.fail(answer, { times: 20 })
    expect(await checkAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ kind: 'unknown' })
    expect(await testAccount(rig.deps, account)).toMatchObject({ ok: false })
    expect(await rig.account(account.id)).toMatchObject({ state: 'connected', inspect_error: expect.any(String) })
  })

  it.each([401, 403, 407])(
    'is not what a proxy tells a message with %i: the message is tried again',
    async (status) => {
      const account = await connectPage(pageToken())
      const client = await clientOf(account)
      platforms.fail({ status, ...PROXY_PAGE }, { times: 20 })
      await expect(client.send(toPerson('facebook'))).rejects.toMatchObject({
        kind: 'unavailable',
        retryable: true,
        outcomeUnknown: false,
      })
      expect((await rig.account(account.id)).state).toBe('connected')
    },
  )

  it('is not what a process with another encryption key finds', async () => {
    const account = await connectPage(pageToken())
    const { workspaceId } = rig
    const { database } = rig.deps
    const sending = createSending({
      database,
      workspaces: workspacesOf(workspaceId),
      accounts: createAccountDirectory(database, workspaceId),
      clients: createSendAccounts(rig.elsewhere()),
      directory: createDirectory(store.database()),
      window: createIdWindow(),
      log: silent,
      wake: () => undefined,
      onTold: () => undefined,
    })
    const stage = sending.startStage(testRuntime())
    const row = await sending.desk.submit({
      workspaceId,
      accountId: account.id,
      to: platforms.seeds.facebook.person.id,
      content: CONTENTS.text,
      replyTo: undefined,
      quoteToken: undefined,
      humanAgent: false,
      sentBy: 'test',
      idempotencyKey: undefined,
      identity: {},
    })
    stage.wake()
    const failed = await sending.desk.settled(row, 30_000)
    await stage.stop()
    expect(failed).toMatchObject({ status: 'failed', error_kind: 'auth' })
    expect(failed.error_message).toMatch(/sealed with another encryption key/)
    expect((await rig.account(account.id)).state).toBe('connected')
  })

  it('left the stand-in without faults of its own', () => {
    expect(platforms.faults).toEqual([])
  })
})
