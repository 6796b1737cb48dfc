import { createHmac } from 'node:crypto'

/** App secret that the hub, the relay and the load generator share. */
export const APP_SECRET = 'bench-app-secret-0123456789abcdef'
const ACCOUNT = '17841400000000000'
const TEXT =
  'Hello! I saw the blue ceramic mug in your story yesterday, is it still available? ' +
  'I would like two of them, sent to Lisbon, please. Thank you!'

/** A message id that no other run uses: `hb.<run>.<index>`. */
export function messageId(run: string, index: number): string {
  return `hb.${run}.${index}`
}

/** What `messageId` made, found in a delivered body of any format; undefined when there is none. */
export function findMessageId(body: Buffer): { run: string; index: number } | undefined {
  const start = body.indexOf('"hb.')
  if (start === -1) return undefined
  const match = /^"hb\.([\w-]+)\.(\d+)"/.exec(body.toString('latin1', start, start + 80))
  return match?.[1] === undefined ? undefined : { run: match[1], index: Number(match[2]) }
}

/** The body of an Instagram text message, about 400 bytes. */
export function messageBody(run: string, index: number, now = Date.now()): Buffer {
  return Buffer.from(
    JSON.stringify({
      object: 'instagram',
      entry: [
        {
          id: ACCOUNT,
          time: now,
          messaging: [
            {
              sender: { id: `1784${100_000_000 + (index % 5000)}` },
              recipient: { id: ACCOUNT },
              timestamp: now,
              message: { mid: messageId(run, index), text: TEXT },
            },
          ],
        },
      ],
    }),
  )
}

/** The body of Instagram's figures of a story: no handler of the hub wants such an event. */
export function insightBody(run: string, index: number, now = Date.now()): Buffer {
  const value = { media_id: messageId(run, index), reach: 1200 + (index % 100), taps_back: 12, replies: 3, exits: 44 }
  const entry = [{ id: ACCOUNT, time: now, changes: [{ field: 'story_insights', value }] }]
  return Buffer.from(JSON.stringify({ object: 'instagram', entry }))
}

export type EventKind = 'message' | 'insight'

/** The body of an event of a kind. */
export function bodyOf(kind: EventKind, run: string, index: number): Buffer {
  return kind === 'message' ? messageBody(run, index) : insightBody(run, index)
}

/** Value of `X-Hub-Signature-256` for a body. */
export function signatureOf(body: Buffer): string {
  return `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`
}

/** A whole signed HTTP/1.1 request, ready to be written to a socket. */
export function signedRequest(host: string, path: string, body: Buffer): Buffer {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${body.length}\r\nX-Hub-Signature-256: ${signatureOf(body)}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}
