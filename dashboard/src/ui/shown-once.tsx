import { type ReactNode, useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Notice } from './badge.tsx'
import { Button } from './button.tsx'
import { CopyField } from './copy.tsx'
import { Confirm, Dialog } from './dialog.tsx'

/** Something secret that is shown now and never again: whoever closes it without a copy is asked first. */
export function ShownOnce({
  title,
  label,
  value,
  onClose,
  wide = false,
  notice,
  lost,
  children,
}: {
  title: string
  label: string
  /** Undefined: nothing is shown. */
  value: string | undefined
  onClose: () => void
  wide?: boolean
  /** What to do with it, when the page knows more than that it must be copied. */
  notice?: ReactNode
  /** What it means to have no copy, when the page knows. */
  lost?: string
  children?: ReactNode
}) {
  const t = useStrings().common.shownOnce
  const [copied, setCopied] = useState<string>()
  const [asking, setAsking] = useState(false)
  const close = () => {
    if (copied !== value) return setAsking(true)
    onClose()
  }
  const leave = () => {
    setAsking(false)
    onClose()
  }
  if (value === undefined) return null
  return (
    <Dialog
      open
      wide={wide}
      onClose={close}
      title={title}
      footer={
        <Button kind="primary" onClick={close}>
          {t.done}
        </Button>
      }
    >
      <Notice tone="warn">{notice ?? t.notice}</Notice>
      {/* By hand too: text that was selected and copied counts. */}
      <div onCopy={() => setCopied(value)}>
        <CopyField label={label} value={value} onCopied={() => setCopied(value)} />
      </div>
      {children}
      <Confirm open={asking} onClose={() => setAsking(false)} onConfirm={leave} title={t.leaveTitle} action={t.leave}>
        <p>{lost ?? t.leaveDetail}</p>
      </Confirm>
    </Dialog>
  )
}
