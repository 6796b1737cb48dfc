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

/** Why a message may not be sent now, in words; undefined when it may. Templates and actions need no open window. */
export function windowFault(
  messaging: Pick<MessagingFacet, 'window'>,
  type: string,
  humanAgent: boolean,
  window: WindowState,
  now: Date,
): string | undefined {
  if (window.state !== 'closed' || type === 'template' || type === 'mark_seen' || type === 'typing') return undefined
  const since = window.closesAt
    ? `The window for answers closed at ${window.closesAt.toISOString()}.`
    : 'This person has not written to the account lately.'
  if (messaging.window?.humanAgentHours === undefined) return `${since} Only a template can be sent now.`
  if (!window.humanAgentUntil) return `${since} Only the person can begin.`
  if (now >= window.humanAgentUntil)
    return `${since} A human agent could answer until ${window.humanAgentUntil.toISOString()}; only the person can begin again.`
  if (humanAgent) return undefined
  return `${since} A message that a person wrote may go with humanAgent until ${window.humanAgentUntil.toISOString()}.`
}
