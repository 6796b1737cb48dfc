import type { EventDetail } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { UserText } from '../../../ui/user-text.tsx'
import { type AttachmentView, attachmentsOf, messageOf } from './content.ts'
import { Named } from './named.tsx'

const URL_CHARS = 80
const SHOWN_ATTACHMENTS = 20

/** What somebody wrote and sent along. */
export function Message({ event }: { event: EventDetail }) {
  const t = useStrings().events.detail
  const text = messageOf(event.data)
  const attachments = attachmentsOf(event.data)
  if (text === undefined && attachments.length === 0) return null
  return (
    <Card title={t.message}>
      {text !== undefined && <UserText text={text} />}
      {attachments.length > 0 && <Attachments attachments={attachments} />}
    </Card>
  )
}

/** What became of an event, where there is something to say about it. */
export function Outcome({ event: { status, type, error } }: { event: EventDetail }) {
  const t = useStrings().events.detail
  const unhandled = type === 'event.unhandled'
  if (status === 'processed' && !unhandled) return null
  return (
    <Notice tone={status === 'failed' ? 'bad' : unhandled ? 'warn' : 'info'}>
      <p>{unhandled && status !== 'failed' ? t.unhandled : t.statusMeaning[status]}</p>
      {error !== null && (
        <div className="mt-1 text-ink">
          {t.errorWords} <UserText text={error} />
        </div>
      )}
    </Notice>
  )
}

function Attachments({ attachments }: { attachments: readonly AttachmentView[] }) {
  const { common, events } = useStrings()
  const t = events.detail
  return (
    <div className="mt-3 grid gap-1 text-sm">
      <h3 className="font-medium">{t.attachments}</h3>
      <ul className="grid gap-1">
        {attachments.slice(0, SHOWN_ATTACHMENTS).map(({ kind, name, url }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be all alike.
          <li key={index} className="flex min-w-0 flex-wrap items-center gap-x-2">
            <code className="text-[0.8125rem]">{kind}</code>
            {name !== undefined && <Named text={name} />}
            {url === undefined ? (
              <span className="text-muted">{t.noAddress}</span>
            ) : (
              <a
                href={url}
                target="_blank"
                rel="noreferrer noopener"
                className="flex min-h-11 min-w-11 items-center gap-1.5 text-accent underline underline-offset-2 md:min-h-6"
              >
                <Named text={url} limit={URL_CHARS} />
                <Icon name="external" size={14} />
                <span className="sr-only">({common.openInNewTab})</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      <p className="text-muted">{t.attachmentNote}</p>
    </div>
  )
}
