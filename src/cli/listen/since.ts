import { floorUuid, fromPublicId, toPublicId } from '../../events/ids.ts'
import { parseDuration } from '../../lib/duration.ts'
import { usageFailure } from '../failure.ts'

/**
 * The event id to go on after, for `--since`: an event's id as it is; a duration such as `10m` or a date and time as the
 * smallest id of that moment (ids are time-ordered).
 * @throws CommandFailure when the text is none of these.
 */
export function sinceId(text: string, now: Date): string {
  if (text.startsWith('evt_')) {
    if (fromPublicId('event', text)) return text
    throw usageFailure(`--since: "${text}" is not the id of an event`)
  }
  const at = momentOf(text, now)
  if (!at || Number.isNaN(at.getTime()) || at.getTime() < 0)
    throw usageFailure(
      `--since: "${text}" is neither a duration such as 10m, nor a date and time, nor the id of an event`,
    )
  return toPublicId('event', floorUuid(at))
}

function momentOf(text: string, now: Date): Date | undefined {
  if (/^\d+(?:\.\d+)?(ms|s|m|h|d)$/.test(text)) return new Date(now.getTime() - parseDuration(text))
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : undefined
}
