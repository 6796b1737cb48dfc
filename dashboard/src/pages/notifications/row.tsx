import type { Notification } from '@hubbub/sdk'
import { cx } from '../../lib/cx.ts'
import { useStrings } from '../../strings/index.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { Time } from '../../ui/time.tsx'
import { useDescribe } from './describe.ts'

const LOOKS = {
  critical: { tone: 'bad', icon: 'warning', colour: 'bg-bad-soft text-bad' },
  warning: { tone: 'warn', icon: 'warning', colour: 'bg-warn-soft text-warn' },
  info: { tone: 'info', icon: 'info', colour: 'bg-info-soft text-info' },
} as const satisfies Record<Notification['severity'], { tone: Tone; icon: string; colour: string }>

/** One notification: how bad, what, since when, what it means, and the page that helps. */
export function NotificationRow({ notification, unread }: { notification: Notification; unread: boolean }) {
  const { notifications: t } = useStrings()
  const { title, meaning, said, href, go } = useDescribe()(notification)
  const { tone, icon, colour } = LOOKS[notification.severity]
  return (
    <li className={cx('flex gap-3 border-line border-b px-4 py-3 sm:px-5', unread && 'bg-accent-soft/40')}>
      <span className={cx('mt-0.5 grid size-8 shrink-0 place-items-center rounded-full', colour)}>
        <Icon name={icon} />
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <p className={cx('text-sm wrap-anywhere', unread ? 'font-semibold' : 'font-medium')}>{title}</p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
          <Badge tone={tone}>{t.severities[notification.severity]}</Badge>
          {unread && <Badge tone="accent">{t.unread}</Badge>}
          <Time at={notification.at} look="ago" />
        </p>
        <p className="text-muted text-sm">{meaning}</p>
        {said && (
          <p className="text-muted text-sm wrap-anywhere">
            {t.said} <Said of={said} />
          </p>
        )}
        <div className="mt-1 sm:hidden">
          <LinkButton href={href}>{go}</LinkButton>
        </div>
      </div>
      <div className="hidden shrink-0 sm:block">
        <LinkButton href={href}>{go}</LinkButton>
      </div>
    </li>
  )
}
