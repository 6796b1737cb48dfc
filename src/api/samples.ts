import type { Static } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { fromPublicId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { sendSample } from '../ingest/make-sample.ts'
import { findPlatform, PLATFORMS } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Caller } from '../setup/keys/authenticate.ts'
import { firstOwned, ownerOf } from '../store/accounts/owners.ts'
import { findEvents } from '../store/events/events.ts'
import { accountFor } from './accounts.ts'
import type { ApiInstance } from './app.ts'
import type { IngestContext, StoreContext, WorkspaceContext } from './context.ts'
import { callerOf } from './guard.ts'
import { remoteAddressOf } from './remote-address.ts'
import { AccountSampleInput, SampleAnswer, SampleInput } from './schemas/admin.ts'
import { PathId } from './schemas/common.ts'

export function sampleRoutes(app: ApiInstance, ctx: StoreContext & WorkspaceContext & IngestContext): void {
  for (const platform of PLATFORMS) {
    const kinds = platform.webhook.samples
    app.post(
      `/api/webhooks/${platform.id}/test`,
      {
        config: { problems: [409] },
        schema: {
          operationId: `test_${platform.id}`,
          tags: ['Platform callbacks'],
          summary: `Make a ${platform.name} event and send it through the real path`,
          description: `Signed with the app secret, received, stored, processed and delivered like any other. Kinds: ${kinds.join(', ')}.`,
          body: SampleInput,
          response: { 200: SampleAnswer },
        },
      },
      async (request) => {
        const caller = callerOf(request)
        const accountId = await ownAccount(ctx, caller, platform, request.body.accountId)
        return await answer(ctx, caller, platform, { ...request.body, accountId }, remoteAddressOf(request))
      },
    )
  }
  app.post(
    '/api/v1/accounts/:id/test-event',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'testAccountEvent',
        tags: ['Accounts'],
        summary: 'Make an event of an account and send it through the real path',
        description: 'Default: a text message. The kinds of each platform are at `GET /api/v1/platforms`.',
        params: PathId('account'),
        body: AccountSampleInput,
        response: { 200: SampleAnswer },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const account = await accountFor(ctx, caller, request.params.id)
      const platform = findPlatform(account.platform)
      if (!platform) throw refusal('no_platform', { id: account.platform })
      const eventType = request.body.eventType ?? platform.webhook.samples[0] ?? ''
      const accountId = await ownAccount(ctx, caller, platform, account.external_id)
      return await answer(ctx, caller, platform, { ...request.body, eventType, accountId }, remoteAddressOf(request))
    },
  )
}

/**
 * The account that the event is to be of. One that nobody knows belongs to the first workspace, as in callbacks; in another,
 * it must be the workspace's own. @throws HubError not_found, conflict when the workspace has none
 */
async function ownAccount(
  ctx: StoreContext & WorkspaceContext,
  { workspaceId }: Caller,
  platform: Platform,
  given: string | undefined,
): Promise<string | undefined> {
  const { db } = ctx.database
  const isFirst = workspaceId === ctx.workspaces.first
  if (given === undefined && isFirst) return undefined
  const externalId = given ?? (await firstOwned(db, workspaceId, platform.id))
  if (externalId === undefined) throw refusal('sample_needs_account', { platform: platform.name })
  const owner = await ownerOf(db, platform.id, externalId)
  if ((owner ?? ctx.workspaces.first) !== workspaceId) throw refusal('no_account', { id: externalId })
  return externalId
}

async function answer(
  ctx: StoreContext & IngestContext,
  { workspaceId }: Caller,
  platform: Platform,
  { eventType, accountId, senderId, content, userInfo }: Static<typeof SampleInput>,
  remoteAddress: string | undefined,
) {
  const options = { accountId, senderId, username: userInfo?.username, ...content }
  const sent = await sendSample(ctx.receiver, platform, eventType, options, remoteAddress)
  const ids = sent.eventIds.flatMap((id) => fromPublicId('event', id) ?? [])
  const rows = await findEvents(ctx.database.db, workspaceId, ids)
  return {
    success: true,
    eventIds: [...sent.eventIds],
    duplicates: sent.duplicates,
    platform: platform.id,
    events: rows.map((row) => ({
      id: publicIdOf('event', row.id),
      type: row.type,
      occurredAt: row.occurred_at.toISOString(),
    })),
    payload: sent.payload,
  }
}
