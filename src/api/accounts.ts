import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { connectAccount } from '../accounts/connect.ts'
import { disconnectAccount } from '../accounts/disconnect.ts'
import { platformOf } from '../accounts/platform-of.ts'
import { refusal } from '../codes/refusals.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Caller } from '../setup/keys/authenticate.ts'
import { type AccountRecord, type AccountRow, findAccount, listAccounts, readAccount } from '../store/accounts/read.ts'
import { accountTraffic } from '../store/accounts/traffic.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { keyName } from '../store/api-keys/read.ts'
import { lastHandshake } from '../store/handshakes/handshakes.ts'
import { lastRejections } from '../store/rejections/last.ts'
import { accountView } from './account-view.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import type { AccountContext, AddressContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, pathId } from './params.ts'
import { AccountChange, AccountDetail, AccountInput, AccountSchema, Disconnected } from './schemas/accounts.ts'
import { listQuery, PathId, pageOf } from './schemas/common.ts'

const tags = ['Accounts']
const DAY_MS = 86_400_000

export function accountRoutes(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  readRoutes(app, ctx)
  credentialRoutes(app, ctx)
  disconnectRoute(app, ctx)
}

function readRoutes(app: ApiInstance, ctx: StoreContext & AddressContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/accounts',
    {
      schema: {
        operationId: 'listAccounts',
        tags,
        summary: 'Social accounts, newest first, with their health',
        querystring: listQuery({
          platform: Type.Optional(Type.String()),
          state: Type.Optional(Type.Enum(['discovered', 'connected', 'disconnected'])),
        }),
        response: { 200: pageOf(AccountSchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { platform, state } = request.query
      const filter = { ...(platform === undefined ? {} : { platform }), ...(state === undefined ? {} : { state }) }
      const page = await listAccounts(db, workspaceId, filter, pageRequest(request.query))
      const show = await viewer(ctx, request, page.rows)
      return pageAnswer(page, show)
    },
  )
  app.get(
    '/api/v1/accounts/:id',
    {
      schema: {
        operationId: 'getAccount',
        tags,
        summary: 'One social account, with its health',
        params: PathId('account'),
        response: { 200: AccountDetail },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('account', request.params.id)
      const shown = await shownAccount(ctx, request, id)
      const since = new Date(Date.now() - DAY_MS)
      const names = [shown.id, shown.externalId]
      const traffic = await accountTraffic(db, workspaceId, { id, platform: shown.platform, names }, since)
      const handshake = await lastHandshake(db, workspaceId, shown.platform, shown.externalId)
      return {
        ...shown,
        lastHandshake: handshake ? { at: handshake.at.toISOString(), ok: handshake.ok } : null,
        traffic: { since: since.toISOString(), ...traffic },
      }
    },
  )
}

function credentialRoutes(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/accounts',
    {
      config: { problems: [409, 422, 503] },
      schema: {
        operationId: 'connectAccount',
        tags,
        summary: 'Connect an account with its credentials',
        description:
          'The platform is asked first: the kind of the token, its scopes, its end, and the account it belongs to. Then the ' +
          'credentials are kept sealed, and the account is subscribed. One that is known already gets the new credentials.',
        body: AccountInput,
        response: { 201: AccountSchema },
      },
    },
    async (request, reply) => {
      const { platform, credentials, name, username } = request.body
      const caller = callerOf(request)
      const id = await connectAccount(ctx.accounts, {
        workspaceId: caller.workspaceId,
        platform: platformOf(platform),
        credentials,
        ...(name === undefined ? {} : { name }),
        ...(username === undefined ? {} : { username }),
        login: 'token',
        by: await keyName(db, caller.workspaceId, caller.keyId),
        baseUrl: baseUrlOf(request, ctx.config.publicUrl),
      })
      return reply.code(201).send(await shownAccount(ctx, request, id))
    },
  )
  app.put(
    '/api/v1/accounts/:id',
    {
      config: { problems: [409, 422, 503] },
      schema: {
        operationId: 'updateAccount',
        tags,
        summary: 'Give an account new credentials, or another name',
        description: 'New credentials must belong to the same account. A name of null is that of the platform again.',
        params: PathId('account'),
        body: AccountChange,
        response: { 200: AccountSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const account = await accountFor(ctx, caller, request.params.id)
      const { credentials, name } = request.body
      if (name !== undefined)
        await updateAccount(db, caller.workspaceId, account.id, { name, named_by_user: name !== null })
      if (credentials)
        await connectAccount(ctx.accounts, {
          workspaceId: caller.workspaceId,
          platform: platformOf(account.platform),
          credentials,
          login: 'token',
          by: await keyName(db, caller.workspaceId, caller.keyId),
          baseUrl: baseUrlOf(request, ctx.config.publicUrl),
          expected: account,
        })
      return await shownAccount(ctx, request, account.id)
    },
  )
}

function disconnectRoute(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  const { db } = ctx.database
  app.delete(
    '/api/v1/accounts/:id',
    {
      schema: {
        operationId: 'disconnectAccount',
        tags,
        summary: 'Disconnect an account',
        description:
          'It is unsubscribed, unless another account has the same subscription, and its credentials are forgotten. Its events stay.',
        params: PathId('account'),
        response: { 200: Disconnected },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const account = await accountFor(ctx, caller, request.params.id)
      const by = await keyName(db, caller.workspaceId, caller.keyId)
      const problem = await disconnectAccount(ctx.accounts, account, by)
      return {
        account: await shownAccount(ctx, request, account.id),
        unsubscribed: problem === undefined,
        problem: problem?.detail ?? null,
        reason: problem ?? null,
      }
    },
  )
}

/** An account with its secrets. @throws HubError not_found */
export async function accountFor(ctx: StoreContext, caller: Caller, id: string): Promise<AccountRecord> {
  const account = await readAccount(ctx.database.db, caller.workspaceId, pathId('account', id))
  if (!account) throw refusal('no_account', { id })
  return account
}

/** An account as it is shown. @throws HubError not_found */
export async function shownAccount(ctx: StoreContext & AddressContext, request: FastifyRequest, id: string) {
  const account = await findAccount(ctx.database.db, callerOf(request).workspaceId, id)
  if (!account) throw refusal('no_account', { id: publicIdOf('account', id) })
  const show = await viewer(ctx, request, [account])
  return show(account)
}

async function viewer(ctx: StoreContext & AddressContext, request: FastifyRequest, rows: readonly AccountRow[]) {
  const platforms = [...new Set(rows.map((row) => row.platform))]
  const rejections = await lastRejections(ctx.database.db, callerOf(request).workspaceId, platforms)
  const baseUrl = baseUrlOf(request, ctx.config.publicUrl)
  return (row: AccountRow) => accountView(row, baseUrl, rejections)
}
