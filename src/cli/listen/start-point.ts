import { setTimeout as sleep } from 'node:timers/promises'
import { CommandFailure } from '../failure.ts'
import { type Answer, call, jsonOf, member, noAnswer, textMember } from '../http.ts'
import type { Terminal } from '../terminal.ts'
import { BEGINNING } from './since.ts'

const POLL_MS = 500

/**
 * The newest event's id: what comes after it is new, also when the first connection is lost before it brought anything.
 * Waits for a hub that is not up yet; undefined when the signal was aborted.
 * @throws CommandFailure when the hub refuses the key.
 */
export async function newestEventId(
  hub: string,
  apiKey: string,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<string | undefined> {
  let said = false
  while (!signal.aborted) {
    let fault: string
    try {
      const answer = await call(`${hub}/api/v1/events?limit=1`, { headers: { 'x-api-key': apiKey }, signal })
      if (answer.status === 200) return firstId(answer)
      if (answer.status < 500 && answer.status !== 429) throw new CommandFailure(refusal(answer.status, hub))
      fault = `it answers ${answer.status}`
    } catch (error) {
      if (signal.aborted) return undefined
      if (error instanceof CommandFailure) throw error
      fault = noAnswer(error)
    }
    if (!said) terminal.note(`No hub at ${hub} yet (${fault}); waiting for it. Start it with: npm start`)
    said = true
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

/** Why a hub does not let this command read events. */
export function refusal(status: number, hub: string): string {
  if (status === 401) return 'the hub refuses the API key (401). Give another with --api-key or the variable API_KEY.'
  if (status === 403) return 'the API key may not read events (403).'
  if (status === 404) return `${hub} has no events (404). Is that the address of a hub?`
  return `the hub refuses the request (${status})`
}

function firstId(answer: Answer): string {
  const data = member(jsonOf(answer), 'data')
  if (!Array.isArray(data)) throw new CommandFailure('the answer is not that of a hub. Is the address right?')
  return textMember(data[0], 'id') ?? BEGINNING
}
