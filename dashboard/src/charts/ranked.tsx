import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormat } from '../lib/format.ts'

export interface RankedItem {
  readonly id: string
  readonly label: ReactNode
  readonly count: number
  /** Where there is more about it. */
  readonly href?: string
}

/** What there is most of, as bars from the left. */
export function Ranked({ items }: { items: readonly RankedItem[] }) {
  const format = useFormat()
  const max = Math.max(1, ...items.map(({ count }) => count))
  return (
    <ol className="-mx-2 grid">
      {items.map(({ id, label, count, href }) => {
        const row = (
          <>
            <span className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0 wrap-anywhere">{label}</span>
              <span className="tabular-nums">{format.number(count)}</span>
            </span>
            <span aria-hidden="true" className="mt-1 block h-1.5 rounded-full bg-sunken">
              <span
                className="block h-full min-w-1 rounded-full bg-(--series-1)"
                style={{ width: `${(count / max) * 100}%` }}
              />
            </span>
          </>
        )
        return (
          <li key={id}>
            {href === undefined ? (
              <span className="block px-2 py-1.5">{row}</span>
            ) : (
              <Link href={href} className="block min-h-11 rounded-lg px-2 py-1.5 hover:bg-sunken">
                {row}
              </Link>
            )}
          </li>
        )
      })}
    </ol>
  )
}
