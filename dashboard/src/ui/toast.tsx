import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { useWords } from './sentences.ts'
import { useProblemText } from './states.tsx'
import { type ShownToast, ToastCard, type ToastInput } from './toast-card.tsx'
import { useTopLayer } from './top-layer.ts'

export type { ToastInput } from './toast-card.tsx'

interface Toasts {
  show(toast: ToastInput): void
  announce(text: string): void
}

const AT_MOST = 4
/** A live region that came with its text is not read; this long after it came, it is. */
const ANNOUNCED_AFTER_MS = 150

const ToastContext = createContext<Toasts>({ show: () => undefined, announce: () => undefined })

/** Short notices over the page, also over a dialog; errors stay until they are closed. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useStrings()
  const top = useTopLayer()
  const inDialog = top !== document.body
  const [toasts, setToasts] = useState<readonly ShownToast[]>([])
  const [announced, setAnnounced] = useState('')
  const next = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const control = useMemo<Toasts>(() => {
    const announce = (text: string) => {
      setAnnounced('')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setAnnounced(text), ANNOUNCED_AFTER_MS)
    }
    return {
      announce,
      show(toast) {
        next.current += 1
        const id = next.current
        setToasts((before) => [...withRoom(before.filter(isOther(toast))), { ...toast, id }])
        announce(typeof toast.detail === 'string' ? `${toast.title}. ${toast.detail}` : toast.title)
      },
    }
  }, [])
  const close = useCallback((id: number) => setToasts((before) => before.filter((each) => each.id !== id)), [])

  return (
    <ToastContext value={control}>
      {children}
      {createPortal(
        <>
          <div aria-live="polite" className="sr-only">
            {announced}
          </div>
          {toasts.length > 0 && (
            <section
              aria-label={t.shell.pages.notifications}
              className={cx(
                'pointer-events-none fixed inset-x-3 z-50 grid justify-items-end gap-2 md:top-auto md:right-5 md:bottom-5 md:left-auto',
                inDialog ? 'top-3' : 'bottom-[calc(4.25rem+env(safe-area-inset-bottom))]',
              )}
            >
              {toasts.map((toast) => (
                <ToastCard key={toast.id} toast={toast} linked={!inDialog} onClose={close} />
              ))}
            </section>
          )}
        </>,
        top,
      )}
    </ToastContext>
  )
}

/** Whether a toast is about something else than this one. */
function isOther({ topic }: ToastInput): (toast: ToastInput) => boolean {
  return (toast) => topic === undefined || toast.topic !== topic
}

/** Without the oldest when there is no room for another; what stays until it is closed goes last. */
function withRoom(toasts: readonly ShownToast[]): readonly ShownToast[] {
  if (toasts.length < AT_MOST) return toasts
  const oldest = toasts.find(({ tone }) => tone !== 'bad') ?? toasts[0]
  return toasts.filter((each) => each !== oldest)
}

export function useToast(): (toast: ToastInput) => void {
  return use(ToastContext).show
}

/** Has a text read aloud that is to be seen where the reader is not, such as on the button just pressed. */
export function useAnnounce(): (text: string) => void {
  return use(ToastContext).announce
}

/** Shows an error as a toast, in words. */
export function useErrorToast(): (error: unknown) => void {
  const show = useToast()
  const textOf = useProblemText()
  const wordsOf = useWords()
  const { problems } = useStrings()
  return (error) => {
    const { title, meaning, action, said } = textOf(error)
    const general = `${meaning} ${action}`
    if (said === undefined) show({ tone: 'bad', title, detail: general })
    else void wordsOf(said).then((words) => show({ tone: 'bad', title, detail: problems.inShort(words, general) }))
  }
}
