import { HubError } from '../errors.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { ApiInstance } from './app.ts'
import type { ApiContext } from './context.ts'
import { SampleAnswer, SampleInput } from './schemas/admin.ts'

export function sampleRoutes(app: ApiInstance, ctx: ApiContext): void {
  for (const platform of PLATFORMS) {
    const kinds = platform.samples.map((sample) => sample.kind)
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
        const { receiver } = ctx
        if (!receiver)
          throw new HubError('conflict', 'This process does not take in events; ask one with the role ingest.')
        const { eventType, accountId, senderId, content, userInfo } = request.body
        const payload = platform.sample(eventType, {
          ...(accountId === undefined ? {} : { accountId }),
          ...(senderId === undefined ? {} : { senderId }),
          ...(userInfo?.username === undefined ? {} : { username: userInfo.username }),
          ...(content?.text === undefined ? {} : { text: content.text }),
          ...(content?.mediaUrl === undefined ? {} : { mediaUrl: content.mediaUrl }),
          ...(content?.mediaType === undefined ? {} : { mediaType: content.mediaType }),
        })
        if (payload === undefined)
          throw new HubError('invalid_request', `body/eventType must be one of: ${kinds.join(', ')}.`)
        const secret = receiver.signingSecret(platform)
        if (secret === undefined)
          throw new HubError('conflict', `No app secret is configured for ${platform.name}, so nothing can be signed.`)
        const body = Buffer.from(JSON.stringify(payload))
        const outcome = await receiver.receive({
          platform,
          body,
          headers: { 'content-type': 'application/json', [platform.signatureHeader]: platform.sign(body, secret) },
          route: `/api/webhooks/${platform.id}`,
          remoteAddress: request.socket.remoteAddress,
        })
        if (outcome.kind === 'unavailable')
          throw new HubError('unavailable', 'The event could not be stored now; try again.', {
            retryAfterSeconds: outcome.retryAfterSeconds,
          })
        if (outcome.kind === 'rejected')
          throw new HubError('conflict', `The hub refused its own event: ${outcome.cause}.`)
        return { success: true, eventIds: [...outcome.eventIds], duplicates: outcome.duplicates, payload }
      },
    )
  }
}
