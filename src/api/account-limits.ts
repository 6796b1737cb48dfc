import { refusal } from '../codes/refusals.ts'
import { headRoomOf } from '../limits/head-room.ts'
import { findAccount } from '../store/accounts/read.ts'
import type { ApiInstance } from './app.ts'
import type { SendContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { HeadRoomSchema } from './schemas/messages.ts'

export function accountLimitRoutes(app: ApiInstance, ctx: StoreContext & SendContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/accounts/:id/limits',
    {
      schema: {
        operationId: 'getAccountLimits',
        tags: ['Accounts'],
        summary: 'How much an account may still send now',
        params: PathId('account'),
        response: { 200: HeadRoomSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const account = await findAccount(db, workspaceId, pathId('account', request.params.id))
      if (!account) throw refusal('no_account', { id: request.params.id })
      const room = await headRoomOf(db, workspaceId, account, ctx.sending.clients.messaging)
      return {
        limits: room.limits.map(({ types, recipients = null, ...limit }) => ({
          ...limit,
          recipients,
          types: types ? [...types] : null,
        })),
        heldUntil: room.heldUntil?.toISOString() ?? null,
        reason: room.reason ?? null,
        usage: room.usage ?? null,
        queued: room.queued,
      }
    },
  )
}
