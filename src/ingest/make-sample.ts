import type { Static } from 'typebox'
import type { ApiContext } from '../api/context.ts'
import type { SampleInput } from '../api/schemas/admin.ts'
import { HubError } from '../errors.ts'
import { fromPublicId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Platform } from '../platforms/platform.ts'

/**
 * Makes an event of a platform and sends it through the real path.
 * @throws HubError invalid_request for an unknown kind, conflict when it cannot be signed or taken in here.
 */
export async function sendSample(
  ctx: ApiContext,
  platform: Platform,
  input: Static<typeof SampleInput>,
  remoteAddress: string | undefined,
) {
  const { receiver } = ctx
  if (!receiver) throw new HubError('conflict', 'This process does not take in events; ask one with the role ingest.')
  const { eventType, accountId, senderId, content, userInfo } = input
  const payload = platform.sample(eventType, {
    ...(accountId === undefined ? {} : { accountId }),
    ...(senderId === undefined ? {} : { senderId }),
    ...(userInfo?.username === undefined ? {} : { username: userInfo.username }),
    ...(content?.text === undefined ? {} : { text: content.text }),
    ...(content?.mediaUrl === undefined ? {} : { mediaUrl: content.mediaUrl }),
    ...(content?.mediaType === undefined ? {} : { mediaType: content.mediaType }),
  })
  if (payload === undefined) {
    const kinds = platform.samples.map((sample) => sample.kind)
    throw new HubError('invalid_request', `body/eventType must be one of: ${kinds.join(', ')}.`)
  }
  const secret = receiver.signingSecret(platform)
  if (secret === undefined)
    throw new HubError('conflict', `No app secret is configured for ${platform.name}, so nothing can be signed.`)
  const body = Buffer.from(JSON.stringify(payload))
  const outcome = await receiver.receive({
    platform,
    body,
    headers: { 'content-type': 'application/json', [platform.signatureHeader]: platform.sign(body, secret) },
    route: `/api/webhooks/${platform.id}`,
    remoteAddress,
  })
  if (outcome.kind === 'unavailable')
    throw new HubError('unavailable', 'The event could not be stored now; try again.', {
      retryAfterSeconds: outcome.retryAfterSeconds,
    })
  if (outcome.kind === 'rejected') throw new HubError('conflict', `The hub refused its own event: ${outcome.cause}.`)
  return {
    success: true,
    eventIds: [...outcome.eventIds],
    duplicates: outcome.duplicates,
    platform: platform.id,
    events: await madeEvents(ctx, outcome.eventIds),
    payload,
  }
}

async function madeEvents(ctx: ApiContext, publicIds: readonly string[]) {
  const ids = publicIds.flatMap((id) => fromPublicId('event', id) ?? [])
  if (ids.length === 0) return []
  const rows = await ctx.database.db
    .selectFrom('events')
    .select(['id', 'type', 'occurred_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: publicIdOf('event', row.id),
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
  }))
}
