import type { Notification } from '@hubbub/sdk'
import { useFormat } from '../../lib/format.ts'
import { shorten, withVisibleControls } from '../../lib/hostile-text.ts'
import { type Strings, useStrings } from '../../strings/index.tsx'
import { quoted, type Said } from '../../strings/sentences.ts'
import { usePlatformName } from '../../ui/platform.tsx'

/** A notification in words, and the page that helps. */
export interface Described {
  readonly title: string
  readonly meaning: string
  /** What the hub, the platform or the application said. */
  readonly said: Said | undefined
  readonly href: string
  readonly go: string
}

const MAX_WHO = 80
const MAX_SAID = 300

/** Keeps the direction of a name from turning the sentence around it (UAX 9, FSI and PDI). */
function isolate(text: string): string {
  return `\u2068${withVisibleControls(shorten(text, MAX_WHO))}\u2069`
}

export function useDescribe(): (notification: Notification) => Described {
  const { notifications: t } = useStrings()
  const format = useFormat()
  const platformName = usePlatformName()
  return (notification) => {
    const { type, params, reason } = notification
    const text = (name: string) => (typeof params[name] === 'string' ? params[name] : '')
    const { title, meaning } = reason?.code === 'message_unknown' ? t.messageUnknown : t.types[type]
    const account = text('accountName') || platformName(text('platform'))
    const subjects: Partial<Record<Notification['type'], string>> = {
      'webhook.failing': text('url'),
      'webhook.disabled': text('url'),
      'trend.detected': text('topic'),
      'goal.achieved': text('goalType'),
      'event.failed': text('eventType'),
    }
    const said = reason ?? quotedOr(text('reason') || [text('change'), text('status')].filter(Boolean).join(': '))
    return {
      title: title(isolate(subjects[type] ?? account)),
      meaning:
        typeof params.percent === 'number' ? `${t.percent(format.percent(params.percent / 100))} ${meaning}` : meaning,
      said: said && { ...said, detail: withVisibleControls(shorten(said.detail, MAX_SAID)) },
      ...placeOf(notification, t.go),
    }
  }
}

function quotedOr(words: string): Said | undefined {
  return words === '' ? undefined : quoted(words)
}

function placeOf({ type, params, eventId }: Notification, go: Strings['notifications']['go']) {
  if (type.startsWith('webhook.') && typeof params.endpointId === 'string')
    return { href: `/webhooks/${params.endpointId}`, go: go.webhook }
  if (type.startsWith('account.') && typeof params.accountId === 'string')
    return { href: `/accounts/${params.accountId}`, go: go.account }
  return { href: `/events/${eventId}`, go: go.event }
}
