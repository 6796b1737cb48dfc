import { publicIdOf } from '../public-id.ts'
import type { EventAccount, Format } from './format.ts'

/** The hub's own envelope. `data` is spliced in as stored, never parsed, so that what arrived is what goes out. */
export const standard: Format = {
  contentType: 'application/json',
  render: (event, account) =>
    `{"id":"${publicIdOf('event', event.id)}","event":${JSON.stringify(event.type)},"timestamp":"${event.occurredAt.toISOString()}"` +
    `,"workspaceId":"${publicIdOf('workspace', event.workspaceId)}","account":${JSON.stringify(accountView(account))},"data":${event.data}}`,
}

/** The account as the envelope shows it; null for events of the hub itself. */
export function accountView(account: EventAccount | undefined) {
  if (!account) return null
  const { platform, externalId, username = null } = account
  return { id: publicIdOf('account', account.id), platform, username, externalId }
}
