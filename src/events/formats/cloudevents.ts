import { publicIdOf } from '../public-id.ts'
import type { Format } from './format.ts'

/** CloudEvents 1.0, structured mode. `source` with `id` is unique; extension names are lower-case letters only. */
export const cloudevents: Format = {
  contentType: 'application/cloudevents+json',
  render: (event, account) => {
    const workspace = publicIdOf('workspace', event.workspaceId)
    const origin = account ? `/${encodeURIComponent(account.externalId.toWellFormed())}` : ''
    const attributes = {
      specversion: '1.0',
      id: publicIdOf('event', event.id),
      source: `/${workspace}/${encodeURIComponent(event.platform)}${origin}`,
      type: event.type,
      time: event.occurredAt.toISOString(),
      datacontenttype: 'application/json',
      workspaceid: workspace,
      platform: event.platform,
      ...(account && { accountid: publicIdOf('account', account.id) }),
      ...(account?.username && { accountname: account.username }),
    }
    return `${JSON.stringify(attributes).slice(0, -1)},"data":${event.data}}`
  },
}
