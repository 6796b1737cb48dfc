import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { Button, type ButtonKind, IconButton } from './button.tsx'
import { enterTopLayer } from './top-layer.ts'

export interface DialogProps {
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** Something is asked that must be answered: it is read aloud as a whole. */
  readonly alert?: boolean
}

/**
 * A modal dialog, the browser's own: it keeps the focus, closes on Escape and gives the focus back. On a phone it is a
 * sheet from below. `onClose` is asked; whoever owns `open` closes it.
 */
export function Dialog({ open, ...props }: DialogProps & { open: boolean }) {
  return open ? <OpenDialog {...props} /> : null
}

const CONTROLS = ['a[href]', 'button', 'input', 'select', 'textarea'].map((each) => `${each}:not(:disabled)`).join()

function OpenDialog({ onClose, title, children, footer, wide = false, alert = false }: DialogProps) {
  const t = useStrings()
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const leaving = useRef(false)

  // Closed while it still stands in the page: a dialog that is gone already gives no focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    leaving.current = false
    const opener = document.activeElement
    dialog.showModal()
    const leave = enterTopLayer(dialog)
    // What can be done, before the button that closes.
    const first = dialog.querySelector('[data-first]') ?? body.current?.querySelector(CONTROLS)
    if (first instanceof HTMLElement) first.focus()
    return () => {
      leaving.current = true
      leave()
      dialog.close()
      queueMicrotask(() => refocus(opener))
    }
  }, [])

  return (
    <dialog
      ref={ref}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={id}
      aria-describedby={alert ? `${id}-body` : undefined}
      onKeyDown={(event) => {
        // Left to the browser, a second Escape would close every dialog there is without asking.
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
        if (event.currentTarget.querySelector(':popover-open')) return
        event.preventDefault()
        onClose()
      }}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      // A phone's way back may close without asking; the owner still has to agree.
      onClose={(event) => {
        if (event.target !== event.currentTarget || leaving.current || event.currentTarget.open) return
        event.currentTarget.showModal()
        onClose()
      }}
      // A press on the backdrop is one on the dialog itself, outside all that is in it.
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      className={cx(
        'mt-auto mb-0 w-full max-w-none rounded-t-2xl border border-line bg-raised p-0 text-ink shadow-xl sm:m-auto sm:rounded-2xl',
        wide ? 'sm:max-w-3xl' : 'sm:max-w-lg',
      )}
    >
      <div className="flex max-h-[calc(100dvh-3rem)] flex-col pb-[env(safe-area-inset-bottom)]">
        <header className="flex items-center justify-between gap-3 border-line border-b py-2 pr-2 pl-5">
          <h2 id={id} className="min-w-0 font-semibold text-base wrap-anywhere">
            {title}
          </h2>
          <IconButton icon="close" label={t.common.close} onClick={onClose} />
        </header>
        <div ref={body} id={`${id}-body`} className="grid gap-4 overflow-y-auto overscroll-contain p-5">
          {children}
        </div>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
        )}
      </div>
    </dialog>
  )
}

/** When two dialogs close at once the browser gives the focus to neither's opener; when the opener is gone, to nothing. */
function refocus(opener: Element | null): void {
  if (document.activeElement !== document.body) return
  const goal = opener?.isConnected ? opener : document.querySelector('main h1')
  if (goal instanceof HTMLElement) goal.focus({ preventScroll: true })
}

/** Asks before something that cannot be taken back; the focus is on what changes nothing. */
export function Confirm({
  open,
  onClose,
  onConfirm,
  title,
  children,
  action,
  kind = 'danger',
  busy = false,
}: {
  open: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  action: string
  kind?: ButtonKind
  busy?: boolean
}) {
  const t = useStrings()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      alert
      footer={
        <>
          <Button data-first onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button kind={kind} onClick={onConfirm} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
