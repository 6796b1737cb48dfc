import { useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button, IconButton } from './button.tsx'
import { useAnnounce, useToast } from './toast.tsx'

const SHOWN_MS = 2000

/** Puts a text on the clipboard, and says whether it could. */
function useCopy(onCopied?: () => void): { copied: boolean; copy: (text: string) => void } {
  const t = useStrings()
  const show = useToast()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  const copy = (text: string) => {
    // Absent on pages that came without TLS from another machine.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => {
        setCopied(true)
        announce(t.common.copied)
        setTimeout(() => setCopied(false), SHOWN_MS)
        onCopied?.()
      },
      () => show({ tone: 'warn', title: t.common.copyFailed }),
    )
  }
  return { copied, copy }
}

/** `text`: what is copied, or how to make it. */
export function CopyButton({
  text,
  label,
  onCopied,
}: {
  text: string | (() => string)
  label?: string
  onCopied?: () => void
}) {
  const t = useStrings()
  const { copied, copy } = useCopy(onCopied)
  const run = () => copy(typeof text === 'string' ? text : text())
  if (label === undefined)
    return (
      <IconButton icon={copied ? 'check' : 'copy'} label={copied ? t.common.copied : t.common.copy} onClick={run} />
    )
  return (
    <Button icon={copied ? 'check' : 'copy'} onClick={run}>
      {copied ? t.common.copied : label}
    </Button>
  )
}

/** A value to be copied into somewhere else. */
export function CopyField({ label, value, onCopied }: { label: string; value: string; onCopied?: () => void }) {
  return (
    <div className="grid gap-1.5">
      <span className="font-medium text-sm">{label}</span>
      <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken pl-3">
        <code className="min-w-0 flex-1 py-2 text-sm wrap-anywhere">{value}</code>
        <CopyButton text={value} {...(onCopied && { onCopied })} />
      </div>
    </div>
  )
}
