import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { UsageKeeper } from '../limits/usage.ts'
import type { Logger } from '../log.ts'
import { PlatformError } from '../platforms/error.ts'
import type { MessagingWindow } from '../platforms/messaging.ts'
import type { OutboundMessage } from '../platforms/outbound.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import { giveBackReplyToken } from '../store/conversations/conversations.ts'
import type { Database } from '../store/database.ts'
import type { MessageJob } from '../store/messages/claim.ts'
import { UNTROUBLED } from '../store/messages/record.ts'
import { holdBack } from '../store/rate-budgets/rate-budgets.ts'
import type { SendAccounts } from './clients.ts'
import { parseContent } from './content.ts'
import { failedEvent } from './failed-event.ts'
import { nextAfter } from './outcome.ts'
import type { PendingRecord } from './recorder.ts'
import { repliedEvent } from './replied-event.ts'
import { isOutside, windowOf } from './window.ts'

export interface SendAttemptDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly accounts: AccountDirectory
  readonly clients: SendAccounts
  readonly usage: UsageKeeper
  readonly clock: Clock
  readonly log: Logger
}

/** Sends a message once. Resolves with the record of what became of it. */
export function createSendAttempts(deps: SendAttemptDependencies): (job: MessageJob) => Promise<PendingRecord> {
  const { accounts, clients, clock } = deps
  return async (job) => {
    let called = false
    try {
      await accounts.load([job.accountId])
      const account = accounts.byId(job.accountId)
      if (!account) throw new Error('the account is gone')
      const client = await clients.client(job.accountId, (report) => deps.usage.note(job.accountId, report))
      const message = toOutbound(job, clients.messaging(account.platform)?.window, new Date(clock.now()))
      called = true
      const receipt = await client.send(message)
      const at = new Date(clock.now())
      return {
        ...record(job.id, 'sent', 'done', at),
        platformMessageId: receipt.messageId,
        via: receipt.via,
        makeEvent: (eventId) => repliedEvent(eventId, job, account, receipt.messageId, at),
      }
    } catch (error) {
      return await recordFailure(deps, job, called || error instanceof PlatformError ? error : notCalled(job, error))
    }
  }
}

async function recordFailure(deps: SendAttemptDependencies, job: MessageJob, error: unknown): Promise<PendingRecord> {
  const now = new Date(deps.clock.now())
  const next = nextAfter(error, job, now, Math.random)
  if (error instanceof PlatformError) await learn(deps, job, error)
  const { kind, code, message, retryable, outcomeUnknown } = next.error
  const words = (outcomeUnknown ? `Outcome unknown: ${message}` : message).slice(0, 2000)
  const account = deps.accounts.byId(job.accountId)
  const again = next.action === 'retry'
  deps.log.info({ message: job.id, kind, code, again, error: message }, 'a message could not be sent')
  return {
    ...record(job.id, again ? 'queued' : 'failed', next.error.step, now),
    errorKind: kind,
    errorCode: code,
    errorMessage: words,
    retryable,
    outcomeUnknown,
    ...(next.action === 'retry' ? { dueAt: new Date(now.getTime() + next.inMs), reason: next.reason } : {}),
    makeEvent: (eventId) =>
      next.action === 'fail' && account ? failedEvent(eventId, job, account, { code, message: words }, now) : undefined,
  }
}

/** What an error says beyond the message: a reply token is still good, or the account has to pause. */
async function learn(deps: SendAttemptDependencies, job: MessageJob, error: PlatformError): Promise<void> {
  const { db } = deps.database
  try {
    // The platform did not use the token. Should it be dead, the next message that tries it is pushed.
    if (!error.outcomeUnknown) await giveBackReplyToken(db, deps.workspaceId, job)
    if (error.kind !== 'rate' || !error.retryable) return
    const ms = error.retryAfterMs ?? Math.min(60_000, 1000 * 2 ** Math.min(6, job.attempts - 1))
    const recipient = error.recipientOnly ? job.recipient : undefined
    await holdBack(db, deps.workspaceId, job.accountId, { ms, reason: 'rate_limit', recipient })
  } catch (fault) {
    deps.log.warn({ account: job.accountId, error: messageOf(fault) }, 'what an error says of an account was not noted')
  }
}

/** A fault of the hub before the platform was called: nothing was sent, so it can be tried again. */
function notCalled(job: MessageJob, error: unknown): PlatformError {
  return new PlatformError(job.platform, 'unavailable', messageOf(error), { retryable: true, cause: error })
}

/** The record of a message that nothing more is to be said of. */
export function record(
  messageId: string,
  status: PendingRecord['status'],
  step: PendingRecord['step'],
  at: Date,
): PendingRecord {
  return {
    messageId,
    status,
    step,
    platformMessageId: undefined,
    via: undefined,
    ...UNTROUBLED,
    at,
    makeEvent: () => undefined,
  }
}

function toOutbound(job: MessageJob, messagingWindow: MessagingWindow | undefined, now: Date): OutboundMessage {
  const window = windowOf(messagingWindow, job.lastInboundAt, job.accountSince, now)
  return {
    to: job.recipient,
    content: parseContent(job.content),
    replyTo: job.replyTo,
    quoteToken: job.quoteToken,
    replyToken: job.replyToken,
    humanAgent: job.humanAgent || undefined,
    outsideWindow: isOutside(job.humanAgent, window) || undefined,
    idempotencyKey: job.id,
  }
}
