import { useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button, IconButton } from './button.tsx'
import { useToast } from './toast.tsx'

const SHOWN_MS = 2000

/** Puts a text on the clipboard, and says whether it could. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const t = useStrings()
  const show = useToast()
  const [copied, setCopied] = useState(false)
  const copy = (text: string) => {
    // Absent on pages that came without TLS from another machine.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => {
        setCopied(true)
        setTimeout(() => setCopied(false), SHOWN_MS)
      },
      () => show({ tone: 'warn', title: t.common.copyFailed }),
    )
  }
  return { copied, copy }
}

/** `text`: what is copied, or how to make it. */
export function CopyButton({ text, label }: { text: string | (() => string); label?: string }) {
  const t = useStrings()
  const { copied, copy } = useCopy()
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
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className="grid gap-1.5">
      <span className="font-medium text-sm">{label}</span>
      <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken pl-3">
        <code className="min-w-0 flex-1 py-2 text-sm wrap-anywhere">{value}</code>
        <CopyButton text={value} />
      </div>
    </div>
  )
}
