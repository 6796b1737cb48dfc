import { useMemo, useState } from 'react'
import { useFormat } from '../lib/format.ts'
import { shorten, withVisibleControls } from '../lib/hostile-text.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy.tsx'

/** More than this is shown on demand only: a megabyte of text takes a phone seconds to lay out. */
const SHOWN_CHARS = 20_000

/** JSON or other text as it is, to be read, copied or saved. */
export function Code({ label, value, fileName }: { label: string; value: unknown; fileName?: string }) {
  const t = useStrings()
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const text = useMemo(() => (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')), [value])
  const long = text.length > SHOWN_CHARS
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = fileName ?? 'hubbub.json'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <figure className="min-w-0 rounded-xl border border-line bg-sunken">
      <figcaption className="flex min-h-11 items-center justify-between gap-2 border-line border-b pr-1 pl-4 text-muted text-sm">
        <span>{label}</span>
        <CopyButton text={text} />
      </figcaption>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className="max-h-[28rem] overflow-auto p-4"
      >
        <pre dir="ltr" className="font-mono text-[0.8125rem] leading-relaxed whitespace-pre-wrap wrap-anywhere">
          {withVisibleControls(whole ? text : shorten(text, SHOWN_CHARS))}
        </pre>
      </section>
      {long && (
        <div className="flex flex-wrap gap-2 border-line border-t p-2">
          <Button kind="ghost" onClick={() => setWhole(!whole)}>
            {whole ? t.common.showLess : t.common.showAll(format.bytes(new Blob([text]).size))}
          </Button>
          <Button kind="ghost" onClick={save}>
            {t.common.download}
          </Button>
        </div>
      )}
    </figure>
  )
}
