import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { PlatformError } from '../platforms/error.ts'

/*
 * A step is one call that changes something at a platform: it is never made twice by the hub itself. Its row says `running`
 * before the call goes out.
 *
 *                            answered                 the platform shows that it arrived, or a person says so
 *   claim ──▶ running ──────────────────▶ done  ◀──────────────────────────────────────────────┐
 *              │ │ │                                                                            │
 *              │ │ └── no answer, or its process died ──▶ unknown ─────────────────────────────┤
 *              │ └──── refused ──▶ failed                    │                                  │
 *              └────── given back before the call: deleted   └── a person has it made again ──▶ resolved
 *
 * What is `failed` or `resolved` may be made again, as another step. What is `unknown` may be only where the platform takes the
 * same call once, by a key of the hub's.
 */

/** What became of a call. */
export type CallResult<T> =
  | { readonly state: 'done'; readonly value: T; readonly at: Date }
  | { readonly state: 'failed' | 'unknown'; readonly error: PlatformError; readonly at: Date }

/**
 * Makes a call once, and says what became of it: `failed` when it was certainly not carried out, `unknown` when nobody
 * can tell. Never rejects.
 */
export async function callOnce<P, T>(
  platform: string,
  clock: Clock,
  step: {
    /** Everything that goes before the call. When it rejects, nothing was called: it can be tried again. */
    prepare(): Promise<P>
    call(prepared: P): Promise<T>
  },
): Promise<CallResult<T>> {
  const ended = (error: PlatformError): CallResult<T> => {
    return { state: error.outcomeUnknown ? 'unknown' : 'failed', error, at: new Date(clock.now()) }
  }
  let prepared: P
  try {
    prepared = await step.prepare()
  } catch (error) {
    return ended(platformError(platform, error, { retryable: true }))
  }
  try {
    return { state: 'done', value: await step.call(prepared), at: new Date(clock.now()) }
  } catch (error) {
    return ended(platformError(platform, error, { retryable: false, outcomeUnknown: true }))
  }
}

/** Errors that are none of a platform's are faults of the hub. */
function platformError(
  platform: string,
  error: unknown,
  details: { retryable: boolean; outcomeUnknown?: boolean },
): PlatformError {
  if (error instanceof PlatformError) return error
  return new PlatformError(platform, 'unavailable', messageOf(error), { ...details, cause: error })
}
