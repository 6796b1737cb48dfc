import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useAddressFilters } from '../../lib/address.ts'
import { preferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Page } from '../../ui/card.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ErrorNote } from '../../ui/states.tsx'
import { Figures } from './figures.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Health } from './health.tsx'
import { DeliveriesOverTime, EventsOverTime } from './over-time.tsx'
import { DEFAULT_RANGE, RANGE_IDS, RANGES, rangeOf } from './range.ts'
import { Rankings, Refusals } from './rankings.tsx'
import { Recent } from './recent.tsx'
import { useOverview } from './use-overview.ts'
import { useStats } from './use-stats.ts'
import { useThrottled } from './use-throttled.ts'
import { Week } from './week.tsx'

/** Whoever comes back from the first steps wants to see the overview, however empty. */
let led = false

/** Is everything all right, and what has been going on. */
export function Overview() {
  const { overview: t } = useStrings()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const { values, change } = useAddressFilters(['range'])
  const rangeId = rangeOf(values.range)
  const overview = useOverview()
  const { data, error, isPlaceholderData, refetch } = useStats(rangeId)
  useThrottled(() => {
    for (const queryKey of [['overview'], ['stats', rangeId], ['events', 'recent']])
      void queries.invalidateQueries({ queryKey })
  }, RANGES[rangeId].refreshMs)

  const firstRun = overview.data?.firstRun
  const nothingYet = firstRun && !firstRun.events && !firstRun.endpoints && !firstRun.accounts
  useEffect(() => {
    if (!nothingYet || led || preferences().firstStepsDone) return
    led = true
    go('/welcome', { replace: true })
  }, [nothingYet, go])

  // Its figures are there, or will be.
  const stands = data !== undefined || !error
  return (
    <Page
      title={t.title}
      actions={
        <Segments
          label={t.range}
          options={RANGE_IDS.map((id) => ({ id, label: t.ranges[id] }))}
          selected={rangeId}
          onSelect={(id) => change({ range: id === DEFAULT_RANGE ? undefined : id })}
        />
      }
    >
      {firstRun && <FirstSteps firstRun={firstRun} />}
      {overview.error && <ErrorNote error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.data ? (
        <Health overview={overview.data} />
      ) : (
        overview.isPending && <div className="h-52 animate-pulse rounded-2xl border border-line bg-surface" />
      )}
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <div
        aria-busy={!data || isPlaceholderData}
        className={`grid gap-4 transition-opacity sm:gap-5 ${isPlaceholderData ? 'opacity-60' : ''}`}
      >
        <h2 className="sr-only">{t.figures.title}</h2>
        {stands && <Figures stats={data?.stats} />}
        <div className="grid gap-4 sm:gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
          {stands && (
            <div className="grid min-w-0 content-start gap-4 sm:gap-5">
              <EventsOverTime of={data} />
              <DeliveriesOverTime of={data} />
            </div>
          )}
          <div className="grid min-w-0 grid-rows-[auto_1fr] gap-4 sm:gap-5">
            <Recent />
            {stands && <Refusals stats={data?.stats} />}
          </div>
        </div>
        {stands && data?.stats.events.total !== 0 && <Rankings stats={data?.stats} />}
      </div>
      <Week rangeId={rangeId} />
    </Page>
  )
}
