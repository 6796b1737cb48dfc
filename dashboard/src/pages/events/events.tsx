import { useEffect, useRef, useState } from 'react'
import { useLocation, useRoute, useSearch } from 'wouter'
import { useTitle } from '../../lib/title.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useStrings } from '../../strings/index.tsx'
import { Detail } from './detail/detail.tsx'
import { EmptyList } from './empty-list.tsx'
import { liveModeOf } from './filters/filters.ts'
import { useFilters } from './filters/use-filters.ts'
import { KeysHelp, useKeys } from './keys.tsx'
import { rowElementId } from './list/event-row.tsx'
import { type ListHandle, ListView } from './list/list-view.tsx'
import { useEventList } from './list/use-event-list.ts'
import { useLive } from './list/use-live.ts'
import { Waiting } from './list/waiting.tsx'
import { Toolbar } from './toolbar.tsx'

/** The list of events, and the one that is open: beside it at a desk, over it on a phone. */
export default function Events() {
  const t = useStrings().events
  useTitle(t.title)
  const control = useFilters()
  const { filters } = control
  const search = useSearch()
  const [, navigate] = useLocation()
  const [, params] = useRoute('/events/:id')
  const open = params?.id
  const desk = useMedia('(min-width: 1024px)')
  const [paused, setPaused] = useState(false)
  const [atTop, setAtTop] = useState(true)
  const [help, setHelp] = useState(false)
  const [current, setCurrent] = useState<string>()
  const rows = useRef<ListHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useEventList(filters)
  useLive(list, filters, atTop && !paused, paused)

  const addressOf = (id: string) => `/events/${id}${search === '' ? '' : `?${search}`}`
  const show = (id: string) => {
    setCurrent(id)
    // The way back from one event is the list, however many were looked at in between.
    navigate(addressOf(id), { replace: open !== undefined })
  }
  const close = () => {
    if (open === undefined) return
    navigate(`/events${search === '' ? '' : `?${search}`}`, { replace: true })
  }
  const move = (step: 1 | -1) => {
    const at = current === undefined ? -1 : list.indexOf(current)
    const row = list.at(at < 0 ? (rows.current?.first() ?? 0) : at + step)
    if (!row) return
    setCurrent(row.id)
    if (open !== undefined) show(row.id)
    rows.current?.show(row.id)
  }
  useKeys({
    search: () => field.current?.focus(),
    move,
    close,
    help: () => setHelp(true),
  })

  // The list is where one was, also when the event was opened from elsewhere or closed by the browser's back.
  const before = useRef(open)
  useEffect(() => {
    if (open !== undefined) setCurrent(open)
    const closed = open === undefined ? before.current : undefined
    before.current = open
    if (closed !== undefined) document.getElementById(rowElementId(closed))?.focus({ preventScroll: true })
  }, [open])
  // The parts scroll, not the page: no room is kept for a scrollbar of the page.
  useEffect(() => {
    const { style } = document.documentElement
    style.scrollbarGutter = 'auto'
    return () => {
      style.scrollbarGutter = ''
    }
  }, [])
  // Other filters, another list: it begins at the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each list.
  useEffect(() => rows.current?.toTop(), [list])

  const toolbar = (
    <Toolbar
      control={control}
      desk={desk}
      paused={paused}
      onPause={setPaused}
      onHelp={() => setHelp(true)}
      search={field}
    />
  )
  const covered = open !== undefined && !desk
  const detail = open !== undefined && (
    <Detail
      key={open}
      id={open}
      desk={desk}
      listed={list.at(list.indexOf(open))}
      onClose={close}
      onMove={move}
      onChanged={list.patch}
    />
  )
  return (
    <div
      data-events-page
      className="relative flex h-[calc(100dvh-45px-3.5rem-env(safe-area-inset-bottom))] min-h-96 flex-col md:h-dvh"
    >
      <div inert={covered} className={covered ? 'invisible min-h-0 flex-1' : 'flex min-h-0 flex-1 flex-col'}>
        {desk && toolbar}
        <div className="flex h-full min-h-0 flex-1">
          <div className="relative min-w-0 flex-1">
            <Waiting
              list={list}
              offer={liveModeOf(filters) === 'offer'}
              onShow={() => {
                rows.current?.toTop()
                list.showWaiting()
              }}
            />
            <ListView
              ref={rows}
              list={list}
              desk={desk}
              head={desk ? undefined : toolbar}
              open={open}
              current={current}
              hrefOf={addressOf}
              onOpen={show}
              onTop={setAtTop}
              empty={<EmptyList control={control} />}
            />
          </div>
          {desk && detail && <div className="w-[58%] shrink-0 border-line border-l">{detail}</div>}
        </div>
      </div>
      {covered && <div className="absolute inset-0 z-10 bg-ground">{detail}</div>}
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </div>
  )
}
