import type { ReactNode } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Button, Spinner } from '../../../ui/button.tsx'
import { ErrorNote, Loading } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import type { EventList, ListState } from './event-list.ts'

/** What comes after the last row that is there: more, the end, an error, or that there is none at all. */
export function ListFooter({ list, state, empty }: { list: EventList; state: ListState; empty: ReactNode }) {
  const t = useStrings()
  const { phase, count, searchedUntil } = state
  const searched = searchedUntil !== null && (
    <>
      {t.events.list.searchedUntil} <Time at={searchedUntil} />
    </>
  )
  if (phase === 'failed')
    return (
      <div className="grid gap-2 p-4">
        {count > 0 && <p className="text-muted text-sm">{t.common.partial}</p>}
        <ErrorNote error={state.error} onRetry={() => list.retry()} />
      </div>
    )
  if (phase === 'resting')
    return (
      <div role="status" className="grid justify-items-center gap-2 p-6 text-center text-sm">
        <p>
          {count === 0 && t.events.list.resting} <span className="text-muted">{searched}</span>
        </p>
        <Button icon="search" onClick={() => list.retry()}>
          {t.events.list.searchOn}
        </Button>
      </div>
    )
  if (phase === 'end')
    return count === 0 ? empty : <p className="p-6 text-center text-muted text-sm">{t.events.list.end}</p>
  if (count === 0 && !searched)
    return (
      <div className="p-4">
        <Loading lines={8} />
      </div>
    )
  if (phase !== 'loading') return null
  return (
    <p className="flex items-center justify-center gap-2 p-6 text-muted text-sm">
      <Spinner />
      {searched ? (
        <span>
          {t.events.list.searching} {searched}
        </span>
      ) : (
        t.common.loadingMore
      )}
    </p>
  )
}
