import type { ServerResponse } from 'node:http'
import { startApplication } from '../../support/application.ts'
import { type Answer, type DestinationKit, Inbox, WAIT_MS } from '../place.ts'

export const kit: DestinationKit = {
  async start() {
    const inbox = new Inbox()
    const application = await startApplication((_index, { headers, body }, response) => {
      const received = { id: String(headers['webhook-id']), body }
      reply(
        response,
        inbox.add(received, () => response.end('ok')),
      )
    })
    return {
      config: { url: application.url },
      received: inbox.received,
      answer: (...answers) => inbox.answer(...answers),
      waitFor: (count) => inbox.waitFor(count),
      release: () => inbox.release(),
      stop: application.stop,
    }
  },
  unusable: [
    [{ url: 'ftp://example.com' }, '/url'],
    [{ url: 'no address' }, '/url'],
    [{ url: 'https://user:password@example.com' }, '/url'],
  ],
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'take') response.end('ok')
  else if (answer === 'long') response.end('x'.repeat(100_000))
  else if (answer === 'fail') response.writeHead(500).end('not now')
  else if (answer === 'wait') response.writeHead(503, { 'retry-after': String(WAIT_MS / 1000) }).end()
  else if (answer === 'refuse') response.writeHead(422).end('never')
  else if (answer === 'gone') response.writeHead(410).end('gone')
}
