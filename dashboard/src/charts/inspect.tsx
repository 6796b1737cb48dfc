import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { cx } from '../lib/cx.ts'
import { type Series, Swatch } from './series.tsx'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What is told of one place in a chart. */
export interface Finding {
  readonly title: string
  readonly rows: readonly { readonly name: string; readonly value: string; readonly series?: Series }[]
}

const GAP_PX = 10

/**
 * Lies over a chart and tells what is at each of its `count` places, to the pointer, to the arrow keys and, being a
 * slider, to screen readers. `columns`: places in a row, where up and down go to other rows.
 */
export function Inspect({
  label,
  count,
  columns,
  width,
  find,
  place,
  tell,
}: {
  label: string
  count: number
  columns?: number
  width: number
  /** The place at a point; undefined where there is none. */
  find: (x: number, y: number) => number | undefined
  place: (index: number) => Box
  tell: (index: number) => Finding
}) {
  const [chosen, setChosen] = useState(Number.POSITIVE_INFINITY)
  const [shown, setShown] = useState(false)
  const at = Math.min(chosen, count - 1)
  const { title, rows } = tell(at)
  const box = place(at)
  const middle = box.x + box.width / 2

  const move = (event: KeyboardEvent) => {
    const row = columns ?? 1
    const up = columns === undefined ? 1 : -columns
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at + up,
      ArrowDown: at - up,
      PageUp: at + 5 * row,
      PageDown: at - 5 * row,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (event.key === 'Escape') setShown(false)
    if (to === undefined) return
    event.preventDefault()
    setShown(true)
    if (columns === undefined) setChosen(Math.max(0, Math.min(count - 1, to)))
    else if (to >= 0 && to < count) setChosen(to)
  }
  const point = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const found = find(event.clientX - left, event.clientY - top)
    setShown(found !== undefined)
    if (found !== undefined) setChosen(found)
  }
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={at + 1}
        aria-valuetext={`${title}: ${rows.map(({ name, value }) => `${name} ${value}`).join(', ')}`}
        onKeyDown={move}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={() => setShown(false)}
        className="absolute inset-0 touch-pan-y rounded-sm"
      />
      {shown && (
        <>
          <div
            aria-hidden="true"
            className="pointer-events-none absolute rounded-sm outline-1 outline-ink"
            style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
          />
          <div
            aria-hidden="true"
            className="pointer-events-none absolute top-0 z-10 grid gap-1 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-xl"
            style={{
              maxWidth: Math.max(120, width / 2 - GAP_PX),
              ...(middle < width / 2 ? { left: box.x + box.width + GAP_PX } : { right: width - box.x + GAP_PX }),
            }}
          >
            <p className="font-medium">{title}</p>
            {rows.map(({ name, value, series }) => (
              <p key={name} className="flex justify-between gap-3">
                <span className={cx('flex min-w-0 gap-1.5', !series && 'text-muted')}>
                  {series && <Swatch {...series} />}
                  <bdi className="wrap-anywhere">{name}</bdi>
                </span>
                <span className="tabular-nums">{value}</span>
              </p>
            ))}
          </div>
        </>
      )}
    </>
  )
}
