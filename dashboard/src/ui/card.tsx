import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { useTitle } from '../lib/title.ts'

/** A part of a page with a heading of its own. */
export function Card({
  anchor,
  title,
  actions,
  children,
  className,
  flush = false,
}: {
  /** What follows # in the address that leads here. */
  anchor?: string
  title?: string
  actions?: ReactNode
  children: ReactNode
  className?: string
  /** What is inside touches the edges, as a list does. */
  flush?: boolean
}) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={title === undefined ? undefined : id}
      className={cx('min-w-0 rounded-2xl border border-line bg-surface', className)}
    >
      {(title || actions) && (
        <header className="flex min-h-13 flex-wrap items-center justify-between gap-2 px-4 pt-2 sm:px-5">
          {title && (
            <h2 id={id} className="min-w-0 flex-[1_1_6rem] font-semibold text-[0.9375rem] wrap-anywhere">
              {title}
            </h2>
          )}
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? '' : cx('px-4 pb-4 sm:px-5 sm:pb-5', !title && !actions && 'pt-4 sm:pt-5')}>
        {children}
      </div>
    </section>
  )
}

let shownBefore = false

/** A page: its heading is also the title of the window. */
export function Page({
  title,
  intro,
  actions,
  back,
  children,
}: {
  title: string
  intro?: ReactNode
  actions?: ReactNode
  back?: ReactNode
  children: ReactNode
}) {
  useTitle(title)
  const heading = useRef<HTMLHeadingElement>(null)

  // The focus was on what led here, and that may be gone: it goes on at the heading, but not at the very first page.
  useEffect(() => {
    const { activeElement, body } = document
    const lost = activeElement?.id === 'main' || (activeElement === body && shownBefore)
    shownBefore = true
    if (lost) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="mx-auto grid w-full max-w-7xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 sm:gap-5 sm:px-6 sm:py-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          {back}
          <h1
            ref={heading}
            tabIndex={-1}
            className="font-semibold text-xl tracking-tight outline-none wrap-anywhere sm:text-2xl"
          >
            {title}
          </h1>
          {intro && <div className="mt-0.5 max-w-3xl text-muted text-sm">{intro}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** Names and values. */
export function Facts({ items }: { items: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
      {items.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 wrap-anywhere [&_time]:whitespace-normal">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
