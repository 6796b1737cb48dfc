import { useState } from 'react'
import { ChartCard } from '../../charts/chart-card.tsx'
import { lookOf, MOST_SERIES, type Series } from '../../charts/series.tsx'
import { type Bar, StackedBars, sumOf } from '../../charts/stacked-bars.tsx'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { usePlatformList, usePlatformName } from '../../ui/platform.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { accountName } from './names.ts'
import { type Point, RANGES } from './range.ts'
import type { RangeStats } from './use-stats.ts'

type Split = 'platform' | 'type' | 'account'

const FIELDS = { platform: 'byPlatform', type: 'byType', account: 'byAccount' } as const

/** How many events there were when; of what kind is chosen. */
export function EventsOverTime({ of }: { of: RangeStats | undefined }) {
  const { overview } = useStrings()
  const t = overview.charts
  const [split, setSplit] = useState<Split>('platform')
  const named = useNamed(of, split)
  const known = new Set(named.map(([id]) => id))
  const field = FIELDS[split]
  const bars = barsOf(of, (points) => {
    const counts = named.map(([id]) => total(points, (point) => point[field][id]))
    const rest = total(points, (point) => point.events) - counts.reduce((sum, count) => sum + count, 0)
    return [...counts, Math.max(0, rest)]
  })
  const others = bars.some(({ values }) => (values.at(-1) ?? 0) > 0)
  const series = named.map(([id, name], index) => ({ id, name, ...lookOf(index) }))
  if (others && !known.has('other'))
    series.push({ id: 'other', name: split === 'account' ? t.otherAccounts : t.other, ...lookOf(MOST_SERIES - 1) })
  return (
    <OverTime
      title={t.events}
      of={of}
      series={series}
      bars={bars}
      controls={
        <Segments
          label={t.by}
          options={(['platform', 'type', 'account'] as const).map((id) => ({ id, label: t.splits[id] }))}
          selected={split}
          onSelect={setSplit}
        />
      }
    />
  )
}

/** What was delivered and what failed, when. */
export function DeliveriesOverTime({ of }: { of: RangeStats | undefined }) {
  const { overview } = useStrings()
  const t = overview.charts
  const bars = barsOf(of, (points) => [
    total(points, (point) => point.delivered),
    total(points, (point) => point.failed),
  ])
  const series = [
    { id: 'delivered', name: t.delivered, colour: 'var(--series-2)', pattern: 0 },
    { id: 'failed', name: t.failed, colour: 'var(--bad)', pattern: 1 },
  ]
  return <OverTime title={t.deliveries} of={of} series={series} bars={bars} />
}

/** What gets a colour of its own, with its name. */
function useNamed(of: RangeStats | undefined, split: Split): (readonly [id: string, name: string])[] {
  const nameOf = usePlatformName()
  const known = usePlatformList().map(({ id }) => id)
  if (!of) return []
  const { byPlatform, byType, byAccount } = of.stats
  if (split === 'platform') {
    // Always in the same order, so that a platform keeps its colour.
    const there = new Set(byPlatform.map(({ platform }) => platform))
    return [...known, 'hub'].filter((id) => there.has(id)).map((id) => [id, nameOf(id)])
  }
  const most = MOST_SERIES - 1
  if (split === 'type') return byType.slice(0, most).map(({ type }) => [type, type])
  return byAccount.slice(0, most).map((account) => [account.accountId, accountName(account)])
}

function total(points: readonly Point[], count: (point: Point) => number | undefined): number {
  return points.reduce((sum, point) => sum + (count(point) ?? 0), 0)
}

function barsOf(of: RangeStats | undefined, values: (points: readonly Point[]) => readonly number[]): Bar[] {
  if (!of) return []
  return of.points.flatMap((points, index) => {
    const [from, to] = of.ends.slice(index, index + 2)
    return from && to ? [{ from, to, values: values(points) }] : []
  })
}

function OverTime({
  title,
  of,
  series,
  bars,
  controls,
}: {
  title: string
  of: RangeStats | undefined
  series: readonly Series[]
  bars: readonly Bar[]
  controls?: React.ReactNode
}) {
  const { overview, common } = useStrings()
  const t = overview.charts
  const format = useFormat()
  const sums = bars.map(sumOf)
  const all = sums.reduce((sum, count) => sum + count, 0)
  const most = Math.max(0, ...sums)
  const busiest = bars[sums.indexOf(most)]
  const span = ({ from, to }: Bar) => format.span(from, to)
  return (
    <ChartCard
      title={title}
      controls={controls}
      pending={!of}
      table={{
        columns: [common.time, ...series.map(({ name }) => name), common.total],
        rows: bars.map((bar, index) => ({
          id: bar.from.toISOString(),
          cells: [
            span(bar),
            ...series.map((_, n) => format.number(bar.values[n] ?? 0)),
            format.number(sums[index] ?? 0),
          ],
        })),
      }}
      empty={
        all === 0 ? (
          <Empty icon="chart" title={t.none}>
            {t.noneDetail}
          </Empty>
        ) : undefined
      }
    >
      {of && busiest && (
        <StackedBars
          title={title}
          summary={t.summary(title, format.number(all), format.number(most), span(busiest))}
          series={series}
          bars={bars}
          unit={RANGES[of.rangeId].unit}
        />
      )}
    </ChartCard>
  )
}
