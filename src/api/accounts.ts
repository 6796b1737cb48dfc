import { Type } from 'typebox'
import { HubError } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { type AccountRow, findAccount, listAccounts } from '../store/accounts-read.ts'
import type { ApiInstance } from './app.ts'
import type { ApiContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, pathId } from './params.ts'
import { AccountSchema } from './schemas/admin.ts'
import { listQuery, PathId, pageOf } from './schemas/common.ts'

const tags = ['Accounts']

export function accountRoutes(app: ApiInstance, ctx: ApiContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/accounts',
    {
      schema: {
        operationId: 'listAccounts',
        tags,
        summary: 'Social accounts, newest first',
        querystring: listQuery({ platform: Type.Optional(Type.String()) }),
        response: { 200: pageOf(AccountSchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { platform } = request.query
      const filter = platform === undefined ? {} : { platform }
      return pageAnswer(await listAccounts(db, workspaceId, filter, pageRequest(request.query)), accountView)
    },
  )
  app.get(
    '/api/v1/accounts/:id',
    {
      schema: {
        operationId: 'getAccount',
        tags,
        summary: 'One social account',
        params: PathId('account'),
        response: { 200: AccountSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const account = await findAccount(db, workspaceId, pathId('account', request.params.id))
      if (!account) throw new HubError('not_found', `There is no account ${request.params.id}.`)
      return accountView(account)
    },
  )
}

function accountView(row: AccountRow) {
  const lastEventMs = row.last_event_id && Number.parseInt(row.last_event_id.replaceAll('-', '').slice(0, 12), 16)
  return {
    id: publicIdOf('account', row.id),
    platform: row.platform,
    externalId: row.external_id,
    username: row.username,
    name: row.name,
    state: row.state,
    lastEventAt: lastEventMs ? new Date(lastEventMs).toISOString() : null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
