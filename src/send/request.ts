import type { OutboundContent } from '../platforms/outbound.ts'

/** What is asked to be sent. */
export interface SendRequest {
  readonly workspaceId: string
  /** Uuid. */
  readonly accountId: string
  readonly to: string
  readonly content: OutboundContent
  readonly replyTo: string | undefined
  readonly quoteToken: string | undefined
  readonly humanAgent: boolean
  readonly sentBy: string
  readonly idempotencyKey: string | undefined
  /** Everything that makes two requests the same. */
  readonly identity: unknown
}
