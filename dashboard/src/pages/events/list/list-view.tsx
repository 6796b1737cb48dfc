import { type MouseEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { useStrings } from '../../../strings/index.tsx'
import type { EventList } from './event-list.ts'
import { EventRow, ROW_PX, rowElementId } from './event-row.tsx'
import { ListFooter } from './list-footer.tsx'
import { useListState } from './use-event-list.ts'

export interface ListHandle {
  /** Goes to an event and gives it the focus. */
  show(id: string): void
  /** Of the first row in sight. */
  first(): number
  toTop(): void
}

interface ListViewProps {
  readonly ref: Ref<ListHandle>
  readonly list: EventList
  readonly desk: boolean
  /** What stands above the rows and scrolls away with them. */
  readonly head?: ReactNode
  readonly open: string | undefined
  /** The row that the keyboard is at. */
  readonly current: string | undefined
  readonly hrefOf: (id: string) => string
  readonly onOpen: (id: string) => void
  readonly onTop: (atTop: boolean) => void
  readonly empty: ReactNode
}

/** A list that passes by faster than anybody reads shows its rows when it has rested for so long, in milliseconds. */
const REST_MS = 80
/** Less than this from the top is the top. */
const TOP_PX = 4

/** The rows that are in sight, of a list of any length. */
export function ListView({ ref, list, desk, head, open, current, hrefOf, onOpen, onTop, empty }: ListViewProps) {
  const t = useStrings().events.list
  const state = useListState(list)
  const scroller = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const rows = useRef<VirtualizerHandle>(null)
  const wanted = useRef<string | undefined>(undefined)
  const [margin, setMargin] = useState(0)
  // The rows' own measure comes only after the first of them were looked at.
  const [height, setHeight] = useState(0)
  const [flying, setFlying] = useState(false)
  const last = useRef(0)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])

  useEffect(() => {
    const observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries)
        (target === scroller.current ? setHeight : setMargin)(contentRect.height)
    })
    for (const part of [scroller.current, above.current]) if (part) observer.observe(part)
    return () => observer.disconnect()
  }, [])

  const at = current === undefined ? -1 : list.indexOf(current)
  const look = () => {
    const handle = rows.current
    if (!handle) return
    const { scrollOffset } = handle
    // Not the element's own: asking that would lay out the page in between.
    onTop(scrollOffset <= margin + TOP_PX)
    list.look(handle.findItemIndex(scrollOffset), handle.findItemIndex(scrollOffset + height))
  }
  /** A whole screen was left behind at once: its rows would be made for nobody. */
  const scrolled = (offset: number) => {
    const leap = height > 0 && Math.abs(offset - last.current) > height
    last.current = offset
    if (leap) setFlying(true)
    if (leap || flying) {
      clearTimeout(rest.current)
      rest.current = setTimeout(() => setFlying(false), REST_MS)
    }
    look()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change of the rows others may be in sight.
  useEffect(look, [list, state.version, margin, height])

  useEffect(() => {
    const id = wanted.current
    const row = id === undefined ? null : document.getElementById(rowElementId(id))
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  useImperativeHandle(ref, () => ({
    show(id) {
      const index = list.indexOf(id)
      if (index < 0) return
      rows.current?.scrollToIndex(index, { align: 'nearest' })
      wanted.current = id
      document.getElementById(rowElementId(id))?.focus({ preventScroll: true })
    },
    first: () => rows.current?.findItemIndex(rows.current.scrollOffset) ?? 0,
    toTop: () => scroller.current?.scrollTo(0, 0),
  }))

  const press = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const id = (event.target as Element).closest<HTMLElement>('[data-event]')?.dataset.event
    if (id === undefined) return
    event.preventDefault()
    onOpen(id)
  }

  return (
    <div
      ref={scroller}
      className="@container h-full bg-surface overflow-y-auto overscroll-contain [overflow-anchor:none]"
    >
      <div ref={above}>{head}</div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the rows are links, so Enter presses them. */}
      <section aria-label={t.label} onClick={press}>
        {state.count > 0 && (
          <Virtualizer
            key={desk ? 'desk' : 'phone'}
            ref={rows}
            as="ul"
            item="li"
            scrollRef={scroller}
            startMargin={margin}
            itemSize={desk ? ROW_PX.desk : ROW_PX.phone}
            bufferSize={240}
            keepMounted={at < 0 ? [] : [at]}
            data={{ length: state.count }}
            onScroll={scrolled}
          >
            {(_, index) => {
              const row = list.at(index)
              if (!row || (flying && index !== at)) return <Placeholder key={index} desk={desk} />
              return (
                <EventRow
                  key={row.id}
                  row={row}
                  href={hrefOf(row.id)}
                  desk={desk}
                  open={row.id === open}
                  stop={at < 0 ? index === 0 : index === at}
                />
              )
            }}
          </Virtualizer>
        )}
      </section>
      <ListFooter list={list} state={state} empty={empty} />
    </div>
  )
}

/** Where a row was let go, until it has come again; and every row while the list flies past. */
function Placeholder({ desk }: { desk: boolean }) {
  return (
    <div className="border-line border-b px-4 py-2.5" style={{ height: desk ? ROW_PX.desk : ROW_PX.phone }}>
      <div className="h-full w-2/3 rounded bg-sunken" />
    </div>
  )
}
