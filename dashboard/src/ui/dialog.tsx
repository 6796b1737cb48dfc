import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { Button, type ButtonKind, IconButton } from './button.tsx'

/**
 * A modal dialog, the browser's own: it keeps the focus, closes on Escape and gives the focus back. On a phone it is a
 * sheet from below. `onClose` is asked; whoever owns `open` closes it.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
  wide = false,
}: {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
}) {
  const t = useStrings()
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog || !open) return
    dialog.showModal()
    return () => dialog.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
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
      <div className="flex max-h-[calc(100dvh-3rem)] flex-col">
        <header className="flex items-center justify-between gap-3 border-line border-b py-2 pr-2 pl-5">
          <h2 id={id} className="min-w-0 font-semibold text-base wrap-anywhere">
            {title}
          </h2>
          <IconButton icon="close" label={t.common.close} onClick={onClose} />
        </header>
        <div className="grid gap-4 overflow-y-auto overscroll-contain p-5">{children}</div>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
        )}
      </div>
    </dialog>
  )
}

/** Asks before something that cannot be taken back. */
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
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
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
