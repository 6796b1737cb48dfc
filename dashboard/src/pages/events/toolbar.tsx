import { type ReactNode, type Ref, useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Chips } from './filters/chips.tsx'
import { FilterFields } from './filters/filter-fields.tsx'
import { liveModeOf, typesOf } from './filters/filters.ts'
import { SearchField } from './filters/search-field.tsx'
import { TimeRange } from './filters/time-range.tsx'
import { TypeChecks } from './filters/type-checks.tsx'
import type { FilterControl } from './filters/use-filters.ts'
import { Views } from './filters/views.tsx'

interface ToolbarProps {
  readonly control: FilterControl
  readonly desk: boolean
  readonly paused: boolean
  readonly onPause: (paused: boolean) => void
  readonly onHelp: () => void
  readonly search: Ref<HTMLInputElement>
}

/** Above the list: views, search, filters, and whether it moves. */
export function Toolbar({ control, desk, paused, onPause, onHelp, search }: ToolbarProps) {
  const t = useStrings().events
  const over = liveModeOf(control.filters) === 'never'
  return (
    <div className="grid gap-2 border-line border-b bg-ground px-4 py-3 lg:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 tabIndex={-1} className="font-semibold text-xl tracking-tight outline-none">
          {t.title}
        </h1>
        {desk && <Views control={control} />}
        <div className="ml-auto flex items-center gap-1">
          <Button
            kind="ghost"
            icon={paused ? 'play' : 'pause'}
            disabled={over}
            title={over ? t.live.over : paused ? t.live.paused : t.live.on}
            aria-label={paused ? t.live.resumeLabel : t.live.pauseLabel}
            onClick={() => onPause(!paused)}
          >
            {paused ? t.live.resume : t.live.pause}
          </Button>
          {desk && (
            <IconButton icon="info" label={t.keys.open} aria-keyshortcuts="?" aria-haspopup="dialog" onClick={onHelp} />
          )}
        </div>
      </div>
      {!desk && <Views control={control} />}
      <div className="flex flex-wrap items-center gap-2">
        <SearchField control={control} ref={search} />
        {desk ? <DeskFilters control={control} /> : <PhoneFilters control={control} />}
      </div>
      <Chips control={control} />
    </div>
  )
}

function DeskFilters({ control }: { control: FilterControl }) {
  const t = useStrings().events.filters
  const format = useFormat()
  const [shown, setShown] = useState<'types' | 'time'>()
  const types = typesOf(control.filters).length
  return (
    <>
      <Button icon="filter" aria-haspopup="dialog" onClick={() => setShown('types')}>
        {types === 0 ? t.type : `${t.type} (${format.number(types)})`}
      </Button>
      <FilterFields control={control} inline onCustomTime={() => setShown('time')} />
      <FilterDialog open={shown === 'types'} title={t.types} onClose={() => setShown(undefined)}>
        <TypeChecks control={control} />
      </FilterDialog>
      <FilterDialog open={shown === 'time'} title={t.time} onClose={() => setShown(undefined)}>
        <TimeRange control={control} />
      </FilterDialog>
    </>
  )
}

function PhoneFilters({ control }: { control: FilterControl }) {
  const { common, events } = useStrings()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [custom, setCustom] = useState(false)
  const used = Object.keys(control.filters).filter((name) => name !== 'q').length
  return (
    <>
      <Button icon="filter" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {used === 0 ? common.filters : events.filters.open(format.number(used))}
      </Button>
      <FilterDialog open={open} title={common.filters} onClose={() => setOpen(false)}>
        <FilterFields control={control} inline={false} onCustomTime={() => setCustom(true)} />
        {(custom || control.filters.until !== undefined || control.filters.since?.includes('-')) && (
          <TimeRange control={control} />
        )}
        <TypeChecks control={control} />
      </FilterDialog>
    </>
  )
}

function FilterDialog({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const t = useStrings().events.filters
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      wide
      footer={
        <Button kind="primary" onClick={onClose}>
          {t.show}
        </Button>
      }
    >
      {children}
    </Dialog>
  )
}
