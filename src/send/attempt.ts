import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { UsageKeeper } from '../limits/usage.ts'
import type { Logger } from '../log.ts'
import type { SendReceipt } from '../platforms/client.ts'
import type { PlatformError } from '../platforms/error.ts'
import type { MessagingWindow } from '../platforms/messaging.ts'
import type { OutboundMessage } from '../platforms/outbound.ts'
import { type CallResult, callOnce } from '../steps/call-once.ts'
import type { AccountDirectory, AccountRef } from '../store/accounts/directory.ts'
import { giveBackReplyToken } from '../store/conversations/conversations.ts'
import type { Database } from '../store/database.ts'
import type { MessageJob } from '../store/message-queue/claim.ts'
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
  readonly accounts: AccountDirectory
  readonly clients: SendAccounts
  readonly usage: UsageKeeper
  readonly clock: Clock
  readonly log: Logger
}

interface Sent {
  readonly receipt: SendReceipt
  readonly account: AccountRef
}

/** Sends a message once. Resolves with the record of what became of it. */
export function createSendAttempts(deps: SendAttemptDependencies): (job: MessageJob) => Promise<PendingRecord> {
  return async (job) => {
    const result = await send(deps, job)
    if (result.state !== 'done') return await recordFailure(deps, job, result)
    const { receipt, account } = result.value
    return {
      ...UNTROUBLED,
      workspaceId: job.workspaceId,
      messageId: job.id,
      stepId: job.stepId,
      status: 'sent',
      step: 'done',
      at: result.at,
      platformMessageId: receipt.messageId,
      via: receipt.via,
      makeEvent: (eventId) => repliedEvent(eventId, job, account, receipt.messageId, result.at),
    }
  }
}

function send(
  { accounts, clients, usage, clock }: SendAttemptDependencies,
  job: MessageJob,
): Promise<CallResult<Sent>> {
  return callOnce(job.platform, clock, {
    async prepare() {
      await accounts.load(job.workspaceId, [job.accountId])
      const account = accounts.byId(job.accountId)
      if (!account) throw new Error('the account is gone')
      const client = await clients.client(job.workspaceId, job.accountId, (report) =>
        usage.note(job.workspaceId, job.accountId, report),
      )
      const message = toOutbound(job, clients.messaging(account.platform)?.window, new Date(clock.now()))
      return { account, client, message }
    },
    call: async ({ account, client, message }) => ({ receipt: await client.send(message), account }),
  })
}

async function recordFailure(
  deps: SendAttemptDependencies,
  job: MessageJob,
  { state, error, at }: Exclude<CallResult<Sent>, { state: 'done' }>,
): Promise<PendingRecord> {
  const next = nextAfter(error, job, at, Math.random)
  await learn(deps, job, error)
  const { kind, platformCode: code, retryable } = error
  const unknown = next.action === 'unknown'
  const words = (unknown ? `Outcome unknown: ${error.message}` : error.message).slice(0, 2000)
  const account = deps.accounts.byId(job.accountId)
  const again = next.action === 'retry'
  deps.log.info({ message: job.id, kind, code, next: next.action, error: error.message }, 'a message was not sent')
  return {
    ...UNTROUBLED,
    workspaceId: job.workspaceId,
    messageId: job.id,
    stepId: job.stepId,
    status: STATUS_AFTER[next.action],
    step: state,
    at,
    errorKind: kind,
    errorCode: code,
    errorMessage: words,
    retryable,
    ...(again ? { dueAt: new Date(at.getTime() + next.inMs), reason: next.reason } : {}),
    makeEvent: (eventId) =>
      again || !account ? undefined : failedEvent(eventId, job, account, { code, message: words, unknown }, at),
  }
}

const STATUS_AFTER = { retry: 'queued', fail: 'failed', unknown: 'unknown' } as const

/** Keeps what an error says beyond the message: a reply token is still good, or the account has to pause. */
async function learn(deps: SendAttemptDependencies, job: MessageJob, error: PlatformError): Promise<void> {
  const { db } = deps.database
  try {
    // The platform did not use the token. Should it be dead, the next message that tries it is pushed.
    if (!error.outcomeUnknown) await giveBackReplyToken(db, job.workspaceId, job)
    if (error.kind !== 'rate' || !error.retryable) return
    const ms = error.retryAfterMs ?? Math.min(60_000, 1000 * 2 ** Math.min(6, job.attempts - 1))
    const recipient = error.recipientOnly ? job.recipient : undefined
    await holdBack(db, job.workspaceId, job.accountId, { ms, reason: 'rate_limit', recipient })
  } catch (fault) {
    deps.log.warn({ account: job.accountId, error: messageOf(fault) }, 'what an error says of an account was not noted')
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
