import type { EventDetail } from '@hubbub/sdk'

/** Longer than this, a shell may refuse it as an argument. */
const ARGUMENT_CHARS = 100_000
/** Signs that would turn what a terminal shows, or cannot be seen there. */
const UNSEEN = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** What an endpoint of the format `standard` gets. */
export function standardBody({ id, type, occurredAt, workspaceId, account, data }: EventDetail): string {
  const body = JSON.stringify({ id, event: type, timestamp: occurredAt, workspaceId, account, data })
  return body.replaceAll(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Posts the event to an address that is to be filled in; unsigned. */
export function sendCommand(event: EventDetail, url: string): string {
  const body = standardBody(event)
  const head = [
    `curl -X POST ${quote(url)}`,
    `  -H 'Content-Type: application/json'`,
    `  -H ${quote(`X-Webhook-Event: ${event.type}`)}`,
  ]
  if (body.length <= ARGUMENT_CHARS) return [...head, `  --data-raw ${quote(body)}`].join(' \\\n')
  // The body is one line of JSON: the mark of its end cannot be in it.
  return `${[...head, `  --data-binary @- <<'HUBBUB_BODY'`].join(' \\\n')}\n${body}\nHUBBUB_BODY`
}

/** Reads the event from the API. */
export function readCommand(id: string, hub: string): string {
  return `curl ${quote(`${hub}/api/v1/events/${id}`)} \\\n  -H "X-API-Key: $HUBBUB_API_KEY"`
}

/** One word for a POSIX shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
