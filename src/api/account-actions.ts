import { connectedClientOf } from '../accounts/client-of.ts'
import { subscribeAccount } from '../accounts/connect.ts'
import { subscriptionColumns } from '../accounts/inspection.ts'
import { testAccount } from '../accounts/test.ts'
import { invalid } from '../codes/input.ts'
import { findPlatform } from '../platforms/index.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { accountFor, shownAccount } from './accounts.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import type { AccountContext, AddressContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { capabilitiesView } from './platforms.ts'
import { AccountSchema, AccountTest, SubscribeInput } from './schemas/accounts.ts'
import { PathId } from './schemas/common.ts'

const tags = ['Accounts']

export function accountActionRoutes(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  app.post(
    '/api/v1/accounts/:id/test',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'testAccount',
        tags,
        summary: 'Ask the platform about an account now',
        description:
          'Profile, quality, token and subscription are asked anew. What the platform refuses is in `error`; a dead token ' +
          'disconnects the account, and one that works again connects it again.',
        params: PathId('account'),
        response: { 200: AccountTest },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const account = await accountFor(ctx, caller, request.params.id)
      const result = await testAccount(ctx.accounts, account)
      return {
        ok: result.ok,
        latencyMs: result.latencyMs ?? null,
        error: result.error ? { ...result.error, code: result.error.code ?? null } : null,
        capabilities: capabilitiesView(result.messaging),
        account: await shownAccount(ctx, request, account.id),
      }
    },
  )
  app.post(
    '/api/v1/accounts/:id/subscribe',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'subscribeAccount',
        tags,
        summary: 'Make the platform push the events of an account',
        description:
          'What the platform refuses is in `subscription.problem` of the answer, also where it has fields for the whole app only.',
        params: PathId('account'),
        body: SubscribeInput,
        response: { 200: AccountSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const account = await accountFor(ctx, caller, request.params.id)
      connectedClientOf(ctx.accounts, account)
      const { fields } = request.body
      const known = findPlatform(account.platform)?.webhook.fields.map((field) => field.name) ?? []
      const unknown = fields?.filter((field) => !known.includes(field)) ?? []
      if (unknown.length > 0) throw invalid('body/fields', 'unknown_webhook_field', { unknown, known })
      const state = await subscribeAccount(ctx.accounts, account, {
        baseUrl: baseUrlOf(request, ctx.config.publicUrl),
        fields,
      })
      await updateAccount(ctx.database.db, caller.workspaceId, account.id, subscriptionColumns(state))
      return await shownAccount(ctx, request, account.id)
    },
  )
}
