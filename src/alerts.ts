import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'
import { messageOf } from './errors.ts'
import type { Logger } from './log.ts'

const TRIES = 5
const RETRY_MS = 60_000
const MAX_PER_HOUR = 60

/** Tells the operator by e-mail what needs a person. */
export interface Alerts {
  /** Never throws and never waits: a mail server that is away is tried again for five minutes, then the log has it. */
  send(subject: string, text: string): void
  close(): void
}

export function createAlerts(mail: Config['mail'], log: Logger, retryMs = RETRY_MS): Alerts {
  if (!mail) return { send: () => undefined, close: () => undefined }
  const transport = createTransport(mail.smtpUrl, { from: `Hubbub <${mail.to[0]}>` })
  const timers = new Set<NodeJS.Timeout>()
  let sent: number[] = []

  const attempt = async (subject: string, text: string, tries: number) => {
    try {
      await transport.sendMail({ to: [...mail.to], subject: `[Hubbub] ${subject}`, text })
    } catch (error) {
      log.warn({ error: messageOf(error), subject, tries }, 'an alert could not be mailed')
      if (tries >= TRIES) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        void attempt(subject, text, tries + 1)
      }, retryMs)
      timer.unref()
      timers.add(timer)
    }
  }

  return {
    send(subject, text) {
      const hourAgo = Date.now() - 3_600_000
      sent = sent.filter((at) => at > hourAgo)
      if (sent.length >= MAX_PER_HOUR) {
        log.warn({ subject }, 'too many alerts within an hour: this one is not mailed')
        return
      }
      sent.push(Date.now())
      void attempt(subject, text, 1)
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      transport.close()
    },
  }
}
