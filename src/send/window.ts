import type { RefusalCode } from '../codes/refusals.ts'
import type { Params } from '../codes/sentence.ts'
import type { MessagingFacet, MessagingWindow } from '../platforms/messaging.ts'

const HOUR_MS = 3_600_000

/** What the customer service window of a conversation allows. */
export interface WindowState {
  readonly state: 'open' | 'closed' | 'unknown' | 'none'
  readonly closesAt: Date | undefined
  /** Until when a person may still answer; undefined where only templates can be sent after the window. */
  readonly humanAgentUntil: Date | undefined
}

/**
 * Whether the window is open. Without a word from the person it is closed, but unknown while the hub has not heard the
 * account for as long as a window lasts: the platform decides then.
 */
export function windowOf(
  window: MessagingWindow | undefined,
  lastInboundAt: Date | undefined,
  accountSince: Date,
  now: Date,
): WindowState {
  if (window === undefined) return { state: 'none', closesAt: undefined, humanAgentUntil: undefined }
  const { hours, humanAgentHours } = window
  const heardAll = now.getTime() - accountSince.getTime() > hours * HOUR_MS
  const silent = heardAll ? 'closed' : 'unknown'
  if (lastInboundAt === undefined) return { state: silent, closesAt: undefined, humanAgentUntil: undefined }
  const after = (count: number) => new Date(lastInboundAt.getTime() + count * HOUR_MS)
  const closesAt = after(hours)
  const humanAgentUntil = humanAgentHours === undefined ? undefined : after(humanAgentHours)
  return { state: now < closesAt ? 'open' : silent, closesAt, humanAgentUntil }
}

/** Whether a message goes out as one after the window; what a person wrote also when it may be one: the tag does no harm. */
export function isOutside(humanAgent: boolean, { state, humanAgentUntil }: WindowState): boolean {
  if (state !== 'unknown') return state === 'closed'
  return humanAgent && humanAgentUntil !== undefined
}

/** Why a message may not be sent now; undefined when it may. Templates and actions need no open window. */
export function windowFault(
  messaging: Pick<MessagingFacet, 'window'>,
  type: string,
  humanAgent: boolean,
  window: WindowState,
  now: Date,
): { readonly code: RefusalCode<'window_closed'>; readonly params: Params } | undefined {
  if (window.state !== 'closed' || type === 'template' || type === 'mark_seen' || type === 'typing') return undefined
  const closedAt = window.closesAt?.toISOString()
  if (messaging.window?.humanAgentHours === undefined)
    return closedAt === undefined
      ? { code: 'window_template_only_never_open', params: {} }
      : { code: 'window_template_only', params: { closedAt } }
  if (closedAt === undefined || !window.humanAgentUntil) return { code: 'window_never_open', params: {} }
  const params = { closedAt, until: window.humanAgentUntil.toISOString() }
  if (now >= window.humanAgentUntil) return { code: 'window_over', params }
  return humanAgent ? undefined : { code: 'window_human_agent_only', params }
}
