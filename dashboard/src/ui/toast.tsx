import { createContext, type ReactNode, use, useCallback, useEffect, useRef, useState } from 'react'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { useProblemText } from './states.tsx'

export interface ToastInput {
  readonly tone: 'ok' | 'bad' | 'warn' | 'info'
  readonly title: string
  readonly detail?: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
}

interface Toast extends ToastInput {
  readonly id: number
}

const SHOWN_MS = 8000
const AT_MOST = 4
const ICONS: Readonly<Record<ToastInput['tone'], IconName>> = {
  ok: 'check',
  bad: 'warning',
  warn: 'warning',
  info: 'info',
}
const COLOURS = { ok: 'text-ok', bad: 'text-bad', warn: 'text-warn', info: 'text-info' }

const ToastContext = createContext<(toast: ToastInput) => void>(() => undefined)

/** Short notices over the page; errors stay until they are closed, the others go unless the pointer or focus is on them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useStrings()
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const next = useRef(0)
  const held = useRef(false)
  const show = useCallback((toast: ToastInput) => {
    next.current += 1
    const id = next.current
    setToasts((before) => [...before.slice(1 - AT_MOST), { ...toast, id }])
  }, [])
  const close = useCallback((id: number) => setToasts((before) => before.filter((each) => each.id !== id)), [])

  useEffect(() => {
    const oldest = toasts.find(({ tone }) => tone !== 'bad')
    if (!oldest) return
    const timer = setInterval(() => held.current || close(oldest.id), SHOWN_MS)
    return () => clearInterval(timer)
  }, [toasts, close])

  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-label={t.shell.pages.notifications}
        aria-live="polite"
        onPointerEnter={() => {
          held.current = true
        }}
        onPointerLeave={() => {
          held.current = false
        }}
        className="pointer-events-none fixed inset-x-3 bottom-20 z-50 grid justify-items-end gap-2 md:right-5 md:bottom-5 md:left-auto"
      >
        {toasts.map(({ id, tone, title, detail, action }) => (
          <div
            key={id}
            className="pointer-events-auto flex w-full items-start gap-3 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-xl sm:w-96"
          >
            <span className={cx('mt-2.5 md:mt-2', COLOURS[tone])}>
              <Icon name={ICONS[tone]} />
            </span>
            <div className="min-w-0 flex-1 py-2 text-sm md:py-1.5">
              <p className="font-medium wrap-anywhere">{title}</p>
              {detail && <div className="text-muted wrap-anywhere">{detail}</div>}
              {action && <div className="mt-1">{action}</div>}
            </div>
            <IconButton icon="close" label={t.common.close} onClick={() => close(id)} />
          </div>
        ))}
      </section>
    </ToastContext>
  )
}

export function useToast(): (toast: ToastInput) => void {
  return use(ToastContext)
}

/** Shows an error as a toast, in words. */
export function useErrorToast(): (error: unknown) => void {
  const show = useToast()
  const textOf = useProblemText()
  return (error) => {
    const { title, meaning, action, detail } = textOf(error)
    show({ tone: 'bad', title, detail: detail ?? `${meaning} ${action}` })
  }
}
