import { createSigner, generateSecret, secretFault } from '../../deliver/signature.ts'
import { contentTypeOf, type EventAccount, type RenderedEvent, renderDelivery } from '../../events/envelope.ts'
import { fromPublicId, newUuid, toPublicId } from '../../events/ids.ts'
import { VERSION } from '../../version.ts'
import { CommandFailure, usageFailure } from '../failure.ts'
import { member, textMember } from '../http.ts'
import type { ForwardRequest } from './forward.ts'

/** Turns events of the API into what a delivery in format `standard` sends. */
export interface DeliveryBuilder {
  readonly secret: string
  /** The request for an event; called again for each try, so that each carries its own time under the same id. */
  prepare(event: unknown): () => ForwardRequest
}

/**
 * A builder that signs with the secret, or with one it makes.
 * @throws CommandFailure when the secret cannot be one.
 */
export function createDeliveryBuilder(given: string | undefined): DeliveryBuilder {
  const fault = given === undefined ? undefined : secretFault(given)
  if (fault !== undefined) throw usageFailure(`the signing secret (--secret or WEBHOOK_SECRET) ${fault}`)
  const secret = given ?? generateSecret()
  const signer = createSigner(secret)
  return {
    secret,
    prepare(event) {
      const rendered = renderedEvent(event)
      const body = renderDelivery('standard', rendered, accountOf(event, rendered.platform))
      const deliveryId = toPublicId('delivery', newUuid())
      return () => ({
        body,
        headers: {
          ...signer.headers(deliveryId, Date.now() / 1000, body, rendered.type),
          'content-type': contentTypeOf('standard'),
          accept: '*/*',
          'user-agent': `Hubbub/${VERSION}`,
        },
      })
    },
  }
}

function renderedEvent(event: unknown): RenderedEvent {
  const account = member(event, 'account')
  return {
    id: uuidOf('event', needed(event, 'id')),
    workspaceId: uuidOf('workspace', needed(event, 'workspaceId')),
    type: textMember(event, 'type') ?? needed(event, 'event'),
    platform: textMember(event, 'platform') ?? textMember(account, 'platform') ?? 'hub',
    occurredAt: new Date(textMember(event, 'occurredAt') ?? needed(event, 'timestamp')),
    data: JSON.stringify(member(event, 'data') ?? {}),
    raw: '',
  }
}

function accountOf(event: unknown, platform: string): EventAccount | undefined {
  const account = member(event, 'account')
  const id = textMember(account, 'id')
  if (id === undefined) return undefined
  const externalId = textMember(account, 'externalId') ?? ''
  return { id: uuidOf('account', id), platform, externalId, username: textMember(account, 'username') }
}

function needed(event: unknown, name: string): string {
  const value = textMember(event, name)
  if (value === undefined)
    throw new CommandFailure(`the hub sent an event without "${name}". Is it of another version?`)
  return value
}

function uuidOf(kind: 'workspace' | 'event' | 'account', id: string): string {
  const uuid = fromPublicId(kind, id)
  if (uuid === undefined) throw new CommandFailure(`the hub sent "${id}", which is no id of this version.`)
  return uuid
}
