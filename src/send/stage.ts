import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import { sendBuckets } from '../limits/buckets.ts'
import type { UsageKeeper } from '../limits/usage.ts'
import type { Logger } from '../log.ts'
import { PlatformError } from '../platforms/client.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { MessagingWindow } from '../platforms/messaging.ts'
import type { OutboundMessage } from '../platforms/outbound.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import { giveBackReplyToken } from '../store/conversations/conversations.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import {
  type BucketLimit,
  claimMessages,
  dueMessageAccounts,
  type MessageJob,
  releaseMessages,
} from '../store/messages/claim.ts'
import { UNTROUBLED } from '../store/messages/record.ts'
import { type LeftMessage, recoverMessages } from '../store/messages/recover.ts'
import { dropIdleBuckets, holdBack } from '../store/rate-budgets/rate-budgets.ts'
import type { SendAccounts } from './clients.ts'
import { parseContent } from './content.ts'
import { failedEvent } from './failed-event.ts'
import { nextAfter } from './outcome.ts'
import { createSendRecorder, type PendingRecord } from './recorder.ts'
import { repliedEvent } from './replied-event.ts'
import { isOutside, windowOf } from './window.ts'

const POLL_MS = 1000
/** How soon to look again while something waits for its turn; doubles while nothing gets one. */
const WAITING_POLL_MS = 100
const RECOVER_EVERY_MS = 2000
const HOUSEKEEPING_MS = 30 * 60_000
/** Beyond what a call may take: waiting for a connection, and recording. */
const LEASE_MARGIN_MS = 30_000
const MAX_ACTIVE = 64
const MAX_PER_ACCOUNT = 16
const STOP_WITHIN_MS = 10_000
const MAX_RECOVERIES = 5
const CUT_OFF = 'Outcome unknown: the hub was cut off between the call and its answer.'
/** Platforms that take the same message once, by a key that the hub gives. */
const DEDUPLICATING = PLATFORMS.filter(({ messaging }) => messaging.deduplicatesByKey).map(({ id }) => id)

export interface SendStage {
  /** Messages became due. */
  wake(): void
  /** Starts nothing new; what is under way may finish for 10 s. */
  stop(): Promise<void>
}

export interface SendDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly accounts: AccountDirectory
  readonly clients: SendAccounts
  readonly usage: UsageKeeper
  readonly window: IdWindow
  /** Milliseconds a call of a platform may take. */
  readonly timeoutMs: number
  /** How long whoever sends a message may be silent before he is given up; milliseconds. */
  readonly leaseMs?: number
  readonly log: Logger
  /** The status of a message changed. */
  onChanged(messageId: string): void
  /** Events were stored. */
  onTold(): void
}

/** Sends queued messages: in the order of each conversation, within the rate limits, fair between accounts. */
export function createSendStage(deps: SendDependencies): SendStage {
  const { database, workspaceId, log } = deps
  const activeOf = new Map<string, number>()
  const unanswered = new Map<string, number>()
  const leaseMs = deps.leaseMs ?? deps.timeoutMs * 2 + LEASE_MARGIN_MS
  let active = 0
  let claiming = false
  let claimAgain = false
  let stopping = false
  let soon: NodeJS.Timeout | undefined
  let soonMs = WAITING_POLL_MS
  let idle: (() => void) | undefined

  const recorder = createSendRecorder(database, workspaceId, deps.window, log, (told) => {
    if (told) deps.onTold()
  })

  const claim = async () => {
    claimAgain = true
    if (claiming) return
    claiming = true
    try {
      while (claimAgain && !stopping) {
        claimAgain = false
        await claimOnce()
      }
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'due messages could not be claimed')
    } finally {
      claiming = false
    }
  }

  const claimOnce = async () => {
    await undoUnanswered()
    if (active >= MAX_ACTIVE) return
    const due = await dueMessageAccounts(database, workspaceId)
    if (due.length === 0) return
    const limits: BucketLimit[] = []
    const wanted: { accountId: string; limit: number }[] = []
    const share = Math.max(1, Math.floor((MAX_ACTIVE - active) / due.length))
    for (const { accountId, platform } of due) {
      const room = Math.min(share, MAX_PER_ACCOUNT - (activeOf.get(accountId) ?? 0))
      if (room <= 0) continue
      wanted.push({ accountId, limit: room })
      limits.push(...sendBuckets(accountId, deps.clients.messaging(platform)?.limits ?? []))
    }
    if (wanted.length > 0) {
      const id = newUuid()
      unanswered.set(id, Date.now())
      const { jobs } = await claimMessages(database, workspaceId, wanted, limits, leaseMs, id)
      unanswered.delete(id)
      if (stopping && jobs.length > 0) {
        await releaseMessages(database, workspaceId, id)
        return
      }
      for (const job of jobs) void send(job)
      soonMs = jobs.length > 0 ? WAITING_POLL_MS : Math.min(POLL_MS, soonMs * 2)
    }
    // Something may wait for its turn: for its rate limit, a hold, or the message before it.
    lookSoon()
  }

  /** A claim whose answer got lost may have marked messages; none of them was sent. */
  const undoUnanswered = async () => {
    for (const [id, at] of unanswered) {
      if (Date.now() - at < 3000) continue
      await releaseMessages(database, workspaceId, id)
      unanswered.delete(id)
    }
  }

  const lookSoon = () => {
    if (soon || stopping) return
    soon = setTimeout(() => {
      soon = undefined
      void claim()
    }, soonMs)
  }

  const send = async (job: MessageJob) => {
    active++
    activeOf.set(job.accountId, (activeOf.get(job.accountId) ?? 0) + 1)
    try {
      await recorder.record(await attempt(job))
      deps.onChanged(job.id)
    } catch (error) {
      // Only a fault of the hub comes here; the lease runs out.
      log.error({ message: job.id, error: messageOf(error) }, 'what became of a message could not be recorded')
    } finally {
      active--
      const left = (activeOf.get(job.accountId) ?? 1) - 1
      if (left > 0) activeOf.set(job.accountId, left)
      else activeOf.delete(job.accountId)
      if (active === 0) idle?.()
      void claim()
    }
  }

  const attempt = async (job: MessageJob): Promise<PendingRecord> => {
    let called = false
    try {
      await deps.accounts.load([job.accountId])
      const account = deps.accounts.byId(job.accountId)
      if (!account) throw new Error('the account is gone')
      const client = await deps.clients.client(job.accountId, (report) => deps.usage.note(job.accountId, report))
      const message = toOutbound(job, deps.clients.messaging(account.platform)?.window)
      called = true
      const receipt = await client.send(message)
      const at = new Date()
      return {
        ...record(job.id, 'sent', at),
        platformMessageId: receipt.messageId,
        via: receipt.via,
        makeEvent: (eventId) => repliedEvent(eventId, job, account, receipt.messageId, at),
      }
    } catch (error) {
      return await failed(job, called || error instanceof PlatformError ? error : notCalled(job, error))
    }
  }

  const failed = async (job: MessageJob, error: unknown): Promise<PendingRecord> => {
    const now = new Date()
    const next = nextAfter(error, job, now, Math.random)
    if (error instanceof PlatformError) await learn(job, error)
    const { kind, code, message, retryable, outcomeUnknown } = next.error
    const words = (outcomeUnknown ? `Outcome unknown: ${message}` : message).slice(0, 2000)
    const account = deps.accounts.byId(job.accountId)
    log.info(
      { message: job.id, kind, code, again: next.action === 'retry', error: message },
      'a message could not be sent',
    )
    return {
      ...record(job.id, next.action === 'retry' ? 'queued' : 'failed', now),
      errorKind: kind,
      errorCode: code,
      errorMessage: words,
      retryable,
      outcomeUnknown,
      ...(next.action === 'retry' ? { dueInMs: next.inMs, reason: next.reason } : {}),
      makeEvent: (eventId) =>
        next.action === 'fail' && account
          ? failedEvent(eventId, job, account, { code, message: words }, now)
          : undefined,
    }
  }

  /** What an error says beyond the message: a reply token is still good, or the account has to pause. */
  const learn = async (job: MessageJob, error: PlatformError) => {
    try {
      // The platform did not use the token. Should it be dead, the next message that tries it is pushed.
      if (!error.outcomeUnknown) await giveBackReplyToken(database.db, workspaceId, job)
      if (error.kind === 'rate' && error.retryable) {
        const ms = error.retryAfterMs ?? Math.min(60_000, 1000 * 2 ** Math.min(6, job.attempts - 1))
        const recipient = error.recipientOnly ? job.recipient : undefined
        await holdBack(database.db, workspaceId, job.accountId, {
          ms,
          reason: 'rate_limit',
          ...(recipient === undefined ? {} : { recipient }),
        })
      }
    } catch (fault) {
      log.warn({ account: job.accountId, error: messageOf(fault) }, 'what an error says of an account was not noted')
    }
  }

  const recover = async (every: boolean) => {
    const { queued, left } = await recoverMessages(database, workspaceId, {
      deduplicating: DEDUPLICATING,
      every,
      maxAttempts: MAX_RECOVERIES,
    })
    if (queued.length + left.length === 0) return
    log.warn({ messages: queued.length + left.length }, 'messages were left behind while they were being sent')
    for (const id of queued) deps.onChanged(id)
    if (queued.length > 0) void claim()
    await deps.accounts.load(left.map(({ accountId }) => accountId))
    if (!stopping) for (const message of left) void giveUp(message)
  }

  /** Ends a message that was left behind: nobody knows whether it was sent, and it must not be sent twice. */
  const giveUp = async (message: LeftMessage) => {
    const at = new Date()
    const account = deps.accounts.byId(message.accountId)
    await recorder.record({
      ...record(message.id, 'failed', at),
      errorKind: 'unavailable',
      errorMessage: CUT_OFF,
      retryable: false,
      outcomeUnknown: true,
      makeEvent: (eventId) =>
        account && failedEvent(eventId, message, account, { code: undefined, message: CUT_OFF }, at),
    })
    deps.onChanged(message.id)
    void claim()
  }
  const tryRecover = (every: boolean) =>
    recover(every).catch((error) => log.debug({ error: messageOf(error) }, 'left messages could not be looked for'))

  // Where no other process can be at work, whatever is `sending` at the start was left behind.
  const ready = tryRecover(database.alone()).then(claim)
  const poll = setInterval(() => void claim(), POLL_MS)
  const recovering = setInterval(() => void tryRecover(false), RECOVER_EVERY_MS)
  const housekeeping = setInterval(
    () => void dropIdleBuckets(database.db, workspaceId).catch(() => undefined),
    HOUSEKEEPING_MS,
  )
  for (const timer of [poll, recovering, housekeeping]) timer.unref()

  return {
    wake: () => void claim(),
    async stop() {
      stopping = true
      for (const timer of [poll, recovering, housekeeping]) clearInterval(timer)
      clearTimeout(soon)
      await ready
      if (active > 0) {
        await Promise.race([
          new Promise<void>((resolve) => (idle = resolve)),
          new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref()),
        ])
      }
      await recorder.drain(5000)
    },
  }
}

/** A fault of the hub before the platform was called: nothing was sent, so it can be tried again. */
function notCalled(job: MessageJob, error: unknown): PlatformError {
  return new PlatformError(job.platform, 'unavailable', messageOf(error), { retryable: true, cause: error })
}

function record(messageId: string, status: PendingRecord['status'], at: Date): PendingRecord {
  return {
    messageId,
    status,
    platformMessageId: undefined,
    via: undefined,
    ...UNTROUBLED,
    at,
    makeEvent: () => undefined,
  }
}

function toOutbound(job: MessageJob, messagingWindow: MessagingWindow | undefined): OutboundMessage {
  const window = windowOf(messagingWindow, job.lastInboundAt, job.accountSince, new Date())
  return {
    to: job.recipient,
    content: parseContent(job.content),
    ...(job.replyTo === undefined ? {} : { replyTo: job.replyTo }),
    ...(job.quoteToken === undefined ? {} : { quoteToken: job.quoteToken }),
    ...(job.replyToken === undefined ? {} : { replyToken: job.replyToken }),
    ...(job.humanAgent ? { humanAgent: true } : {}),
    ...(isOutside(job.humanAgent, window) ? { outsideWindow: true } : {}),
    idempotencyKey: job.id,
  }
}
