import { type Ref, useEffect, useEffectEvent, useState } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { FilterControl } from './use-filters.ts'

/** After the last key. */
const SETTLE_MS = 350

/** The text that is searched for; the list follows when the typing pauses. */
export function SearchField({ control, ref }: { control: FilterControl; ref: Ref<HTMLInputElement> }) {
  const { common, events } = useStrings()
  const { search, searchHint } = events.filters
  const inAddress = control.filters.q ?? ''
  const [text, setText] = useState(inAddress)
  const [known, setKnown] = useState(inAddress)
  // Changed elsewhere: cleared, a view, back.
  if (known !== inAddress) {
    setKnown(inAddress)
    if (text.trim() !== inAddress) setText(inAddress)
  }
  const settle = useEffectEvent(() => {
    const q = text.trim()
    if (q !== inAddress) control.change({ q: q === '' ? undefined : q }, { replace: true })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key starts the wait anew.
  useEffect(() => {
    const timer = setTimeout(() => settle(), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <search className="relative min-w-0 flex-1">
      <span className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-muted">
        <Icon name="search" />
      </span>
      <input
        ref={ref}
        type="search"
        aria-label={search}
        aria-keyshortcuts="/"
        placeholder={common.search}
        title={searchHint}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle()
        }}
        className="min-h-11 w-full rounded-lg border border-edge bg-surface pr-3 pl-10 text-base text-ink placeholder:text-muted md:min-h-9 md:text-sm"
      />
    </search>
  )
}
