import type { Transporter } from 'nodemailer'
import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { AlertKind, HubSettings } from './settings.ts'

const TRIES = 5
const RETRY_MS = 60_000
const MAX_PER_HOUR = 60
const TEST_WITHIN_MS = 10_000

export interface MailTest {
  readonly sent: boolean
  /** Why not, in words. */
  readonly problem: string | null
}

/** Says by e-mail what needs a person of a workspace. */
export interface Alerts {
  /** Never throws and never waits: a mail server that is away is tried again for five minutes, then the log has it. */
  send(workspaceId: string, kind: AlertKind, subject: string, text: string): void
  /** Sends a mail now and returns the result, within ten seconds. */
  test(workspaceId: string): Promise<MailTest>
  close(): void
}

/** Mails alerts to the addresses of the settings; without a mail server they are logged only. */
export async function createAlerts(
  smtpUrl: string | undefined,
  settings: Pick<HubSettings, 'of'>,
  log: Logger,
  retryMs = RETRY_MS,
): Promise<Alerts> {
  if (smtpUrl === undefined)
    return {
      send: () => undefined,
      test: async () => ({
        sent: false,
        problem: 'No mail server is configured: set SMTP_URL and start the hub again.',
      }),
      close: () => undefined,
    }
  // Only a hub that mails loads it.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(smtpUrl)
  const timers = new Set<NodeJS.Timeout>()
  /** When alerts of each workspace were sent within the last hour. */
  const sent = new Map<string, number[]>()

  const attempt = async (workspaceId: string, subject: string, text: string, tries: number) => {
    try {
      await mail(transport, settings.of(workspaceId).alertEmails, subject, text)
    } catch (error) {
      log.warn({ error: messageOf(error), subject, tries }, 'an alert could not be mailed')
      if (tries >= TRIES) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        void attempt(workspaceId, subject, text, tries + 1)
      }, retryMs)
      timer.unref()
      timers.add(timer)
    }
  }

  return {
    send(workspaceId, kind, subject, text) {
      const { alerts, alertEmails } = settings.of(workspaceId)
      if (!alerts[kind] || alertEmails.length === 0) return
      const hourAgo = Date.now() - 3_600_000
      const lately = (sent.get(workspaceId) ?? []).filter((at) => at > hourAgo)
      if (lately.length >= MAX_PER_HOUR) {
        log.warn({ subject }, 'too many alerts within an hour: this one is not mailed')
        return
      }
      sent.set(workspaceId, [...lately, Date.now()])
      void attempt(workspaceId, subject, text, 1)
    },
    test: (workspaceId) => sendTest(() => createTransport(smtpUrl), settings.of(workspaceId).alertEmails),
    close() {
      for (const timer of timers) clearTimeout(timer)
      transport.close()
    },
  }
}

async function mail(transport: Transporter, to: readonly string[], subject: string, text: string): Promise<void> {
  await transport.sendMail({ from: `Hubbub <${to[0]}>`, to: [...to], subject: `[Hubbub] ${subject}`, text })
}

/** Sends it over a new connection, which is closed afterwards. */
async function sendTest(connect: () => Transporter, to: readonly string[]): Promise<MailTest> {
  if (to.length === 0) return { sent: false, problem: 'Nobody gets alerts: enter an address and save it first.' }
  const transport = connect()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const seconds = TEST_WITHIN_MS / 1000
    timer = setTimeout(
      () => reject(new Error(`The mail server did not answer within ${seconds} seconds.`)),
      TEST_WITHIN_MS,
    )
  })
  try {
    await Promise.race([mail(transport, to, 'This is a test', 'Alerts of this hub arrive here.\n'), late])
    return { sent: true, problem: null }
  } catch (error) {
    return { sent: false, problem: messageOf(error) }
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}
