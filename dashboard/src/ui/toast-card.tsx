import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export interface ToastInput {
  readonly tone: 'ok' | 'bad' | 'warn' | 'info'
  readonly title: string
  readonly detail?: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
  /** Where to go from here; whoever goes there is done with the toast. */
  readonly link?: { readonly href: string; readonly label: string }
  /** An older one of the same topic makes way. */
  readonly topic?: string
}

export interface ShownToast extends ToastInput {
  readonly id: number
}

const SHOWN_MS = 8000
const ICONS: Readonly<Record<ToastInput['tone'], IconName>> = {
  ok: 'check',
  bad: 'warning',
  warn: 'warning',
  info: 'info',
}
const COLOURS = { ok: 'text-ok', bad: 'text-bad', warn: 'text-warn', info: 'text-info' }

/** One notice. It goes by itself unless it tells of an error, or the pointer or the focus is on it. */
export function ToastCard({
  toast,
  linked,
  onClose,
}: {
  toast: ShownToast
  /** Nobody is to be led away from a dialog that is open. */
  linked: boolean
  onClose: (id: number) => void
}) {
  const t = useStrings()
  const [held, setHeld] = useState(false)
  const cameFrom = useRef<Element | null>(null)
  const card = useRef<HTMLDivElement>(null)
  const { id, tone, title, detail, action, link } = toast

  useEffect(() => {
    if (held || tone === 'bad') return
    const timer = setTimeout(() => onClose(id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, tone, id, onClose])

  const close = () => {
    // The focus goes back to where it was, not to the beginning of the page.
    if (card.current?.contains(document.activeElement) && cameFrom.current instanceof HTMLElement)
      cameFrom.current.focus()
    onClose(id)
  }
  const enter = (event: FocusEvent) => {
    setHeld(true)
    if (!event.currentTarget.contains(event.relatedTarget)) cameFrom.current = event.relatedTarget
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being there holds it; every action has a button.
    <div
      ref={card}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={enter}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setHeld(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Not for the dialog it may stand in.
        event.preventDefault()
        close()
      }}
      className="pointer-events-auto flex w-full items-start gap-3 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-4 text-ink shadow-xl sm:w-96"
    >
      <span className={cx('mt-2.5 md:mt-2', COLOURS[tone])}>
        <Icon name={ICONS[tone]} />
      </span>
      <div className="min-w-0 flex-1 py-2 text-sm md:py-1.5">
        <p className="font-medium wrap-anywhere">{title}</p>
        {detail && <div className="line-clamp-6 text-muted wrap-anywhere">{detail}</div>}
        {action && <div className="mt-1">{action}</div>}
        {link && linked && (
          <Link
            href={link.href}
            onClick={() => onClose(id)}
            className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-2 md:min-h-8"
          >
            {link.label}
          </Link>
        )}
      </div>
      <IconButton icon="close" label={t.common.close} onClick={close} />
    </div>
  )
}
