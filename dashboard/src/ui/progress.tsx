import { cx } from '../lib/cx.ts'
import { useFormat } from '../lib/format.ts'

/** How far long work has come; without `total` it is not known yet. */
export function Progress({ label, done, total }: { label: string; done: number; total?: number }) {
  const format = useFormat()
  return (
    <div className="grid gap-1">
      <div className="flex justify-between gap-3 text-sm">
        <span>{label}</span>
        <span className="tabular-nums">
          {format.number(done)}
          {total !== undefined && ` / ${format.number(total)}`}
        </span>
      </div>
      <progress
        aria-label={label}
        max={total ?? 1}
        {...(total !== undefined && { value: Math.min(done, total) })}
        className={cx(
          'h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent',
          '[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent',
          total === undefined && 'animate-pulse',
        )}
      />
    </div>
  )
}
