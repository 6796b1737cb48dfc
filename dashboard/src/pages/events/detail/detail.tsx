import type { EventDetail } from '@hubbub/sdk'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { ErrorNote, Loading } from '../../../ui/states.tsx'
import { type Row, rowOf, sameRow } from '../list/row.ts'
import { useEvent } from '../queries.ts'
import { STATUS_TONES } from '../status.ts'
import { Actions } from './actions.tsx'
import { Deliveries } from './deliveries.tsx'
import { FactCard } from './facts.tsx'
import { Message, Outcome } from './message.tsx'
import { Payload } from './payload.tsx'

interface DetailProps {
  readonly id: string
  readonly desk: boolean
  /** As the list has it: shown until all is there. */
  readonly listed: Row | undefined
  readonly onClose: () => void
  readonly onMove: (step: 1 | -1) => void
  readonly onChanged: (row: Row) => void
}

/** All about one event. */
export function Detail({ id, desk, listed, onClose, onMove, onChanged }: DetailProps) {
  const { events: t } = useStrings()
  const { data, error, refetch } = useEvent(id)
  const heading = useRef<HTMLHeadingElement>(null)
  const row = data ? rowOf(data) : listed

  // On a phone it is a page of its own.
  useEffect(() => {
    if (!desk) heading.current?.focus({ preventScroll: true })
  }, [desk])
  // Whichever of the two was asked for last knows better.
  const differs = () => data !== undefined && listed !== undefined && !sameRow(rowOf(data), listed)
  const onData = useEffectEvent(() => {
    if (data && differs()) onChanged(rowOf(data))
  })
  const onListed = useEffectEvent(() => {
    if (differs()) void refetch()
  })
  useEffect(() => {
    if (data) onData()
  }, [data])
  useEffect(() => {
    if (listed) onListed()
  }, [listed])

  const Heading = desk ? 'h2' : 'h1'
  return (
    <section aria-label={t.detail.title} className="flex h-full flex-col bg-ground">
      <header className="flex items-center gap-2 border-line border-b bg-surface py-1.5 pr-4 pl-2 lg:pr-2 lg:pl-5">
        {!desk && <IconButton icon="back" label={t.detail.back} onClick={onClose} />}
        {row && <PlatformMark platform={row.platform} />}
        <Heading
          ref={heading}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate font-mono font-semibold text-sm outline-none"
        >
          {row?.type ?? t.detail.title}
        </Heading>
        {row && (
          <Badge tone={STATUS_TONES[row.status]}>
            <Status status={row.status} />
          </Badge>
        )}
        {desk && (
          <span className="flex">
            <IconButton icon="down" label={t.detail.next} onClick={() => onMove(1)} />
            <IconButton icon="up" label={t.detail.previous} onClick={() => onMove(-1)} />
            <IconButton icon="close" label={t.detail.close} onClick={onClose} />
          </span>
        )}
      </header>
      <div className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div className="grid gap-4 p-4 lg:p-5">
          {error && (
            <>
              <ErrorNote error={error} onRetry={() => void refetch()} />
              {!data && (
                <div>
                  <Button onClick={onClose}>{t.detail.gone}</Button>
                </div>
              )}
            </>
          )}
          {data ? <Parts event={data} /> : !error && <Loading lines={8} />}
        </div>
      </div>
    </section>
  )
}

function Parts({ event }: { event: EventDetail }) {
  return (
    <>
      <Actions event={event} />
      <Outcome event={event} />
      <Message event={event} />
      <Deliveries event={event} />
      <FactCard event={event} />
      <Payload event={event} />
    </>
  )
}

function Status({ status }: { status: Row['status'] }) {
  return useStrings().common.eventStatus[status]
}
