import type { Event, EventDetail } from '@hubbub/sdk'
import { namedError } from '../../codes/input.ts'
import { createSigner, generateSecret, secretFault } from '../../destinations/signature.ts'
import { contentTypeOf, renderDelivery } from '../../events/envelope.ts'
import type { EventAccount, RenderedEvent } from '../../events/formats/format.ts'
import { fromPublicId, newUuid, toPublicId } from '../../events/ids.ts'
import { VERSION } from '../../version.ts'
import { CommandFailure, usageFailure } from '../failure.ts'
import type { ForwardRequest } from './forward.ts'

/** Turns events of the API into what a delivery in format `standard` sends. */
export interface DeliveryBuilder {
  readonly secret: string
  /** The request for an event; called again for each try, so that each carries its own time under the same id. */
  prepare(event: Event | EventDetail): () => ForwardRequest
}

/**
 * A builder that signs with the secret, or with one it makes.
 * @throws CommandFailure when the secret cannot be one.
 */
export function createDeliveryBuilder(given: string | undefined): DeliveryBuilder {
  const fault = given === undefined ? undefined : secretFault(given)
  if (fault) throw usageFailure(namedError('--secret (or WEBHOOK_SECRET)', fault.code, fault.params).detail)
  const secret = given ?? generateSecret()
  const signer = createSigner(secret)
  return {
    secret,
    prepare(event) {
      const rendered = renderedEvent(event)
      const body = renderDelivery('standard', rendered, accountOf(event))
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

function renderedEvent({ id, workspaceId, type, platform, occurredAt, data }: Event | EventDetail): RenderedEvent {
  const at = new Date(occurredAt)
  if (Number.isNaN(at.getTime())) throw otherVersion(`"${occurredAt}", which is no time`)
  return {
    id: uuidOf('event', id),
    workspaceId: uuidOf('workspace', workspaceId),
    type,
    platform,
    occurredAt: at,
    data: JSON.stringify(data),
    raw: '',
  }
}

function accountOf({ account }: Event | EventDetail): EventAccount | undefined {
  if (!account) return undefined
  const { id, platform, externalId, username } = account
  return { id: uuidOf('account', id), platform, externalId, username: username ?? undefined }
}

function uuidOf(kind: 'workspace' | 'event' | 'account', id: string): string {
  const uuid = fromPublicId(kind, id)
  if (uuid === undefined) throw otherVersion(`"${id}", which is no id of this version`)
  return uuid
}

function otherVersion(what: string): CommandFailure {
  return new CommandFailure(`the hub sent ${what}. Is it older or newer than this program (${VERSION})?`)
}
