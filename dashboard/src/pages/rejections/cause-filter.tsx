import { cx } from '../../lib/cx.ts'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { useCauseText } from './cause.tsx'
import type { CauseCount } from './queries.ts'

/** How many were refused for each cause; pressing one shows these only. */
export function CauseFilter({
  counts,
  selected,
  onSelect,
}: {
  counts: readonly CauseCount[]
  selected: string | undefined
  onSelect: (cause: string | undefined) => void
}) {
  const { rejections: t } = useStrings()
  const format = useFormat()
  const textOf = useCauseText()
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const chip = (cause: string | undefined, label: string, count: number) => (
    <button
      key={cause ?? ''}
      type="button"
      aria-pressed={selected === cause}
      onClick={() => onSelect(cause)}
      className={cx(
        'inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full border px-3.5 text-sm md:min-h-9',
        selected === cause
          ? 'border-accent bg-accent-soft font-medium text-accent-strong'
          : 'border-line bg-surface hover:bg-sunken',
      )}
    >
      {label}
      <span className="tabular-nums">{format.compact(count)}</span>
    </button>
  )
  // The chosen cause stays in sight, so that it can be let go of.
  const shown =
    selected === undefined || counts.some(({ cause }) => cause === selected)
      ? counts
      : [...counts, { cause: selected, count: 0 }]
  if (shown.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t.byCause}</legend>
      <div className="flex flex-wrap gap-2">
        {chip(undefined, t.allCauses, all)}
        {shown.map(({ cause, count }) => chip(cause, textOf(cause).title, count))}
      </div>
      <p className="mt-2 text-muted text-xs">{t.countNote}</p>
    </fieldset>
  )
}
