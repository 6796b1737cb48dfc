import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

interface TestMail {
  readonly to: readonly string[]
  /** As it came, with its headers. */
  readonly text: string
}

export interface TestMailServer {
  /** As `SMTP_URL` takes it. */
  readonly url: string
  readonly mails: TestMail[]
  close(): Promise<void>
}

/** A mail server that keeps what it gets; it refuses mailboxes whose name begins with `unknown`. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: TestMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, callback) {
      callback(address.startsWith('unknown') ? new Error('No such mailbox here') : undefined)
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString('utf8') })
        callback()
      })
    },
  })
  // A client that just goes away is none of the server's business.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
