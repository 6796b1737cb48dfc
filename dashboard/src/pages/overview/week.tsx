import { ChartCard } from '../../charts/chart-card.tsx'
import { Heatmap } from '../../charts/heatmap.tsx'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { ErrorNote } from '../../ui/states.tsx'
import { localWeek, POINT_MS, type RangeId } from './range.ts'
import { useStats } from './use-stats.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const

/** At which hours of the week events come. Less than a week says nothing about weekdays: then the last one is shown. */
export function Week({ rangeId }: { rangeId: RangeId }) {
  const { overview } = useStrings()
  const t = overview.charts
  const format = useFormat()
  const wanted = rangeId === '30d' ? '30d' : '7d'
  const { data, error, refetch } = useStats(wanted)
  if (!data && error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  const values = data ? localWeek(data.stats.overTime, POINT_MS[data.stats.bucket]) : []
  const counts = values.flat()
  const most = Math.max(0, ...counts)
  const at = counts.indexOf(most)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const hour = (of: number) => `${format.hour(of)}–${format.hour(of + 1)}`
  return (
    <ChartCard
      title={t.week}
      note={t.weekNote(overview.last[wanted])}
      pending={!data}
      table={{
        columns: [overview.charts.weekday, ...Array.from({ length: 24 }, (_, of) => format.hour(of))],
        rows: WEEKDAYS.map((weekday) => ({
          id: String(weekday),
          cells: [format.weekday(weekday), ...(values[weekday] ?? []).map((count) => format.number(count))],
        })),
      }}
      empty={all === 0 ? <p className="py-6 text-center text-muted text-sm">{t.none}</p> : undefined}
    >
      <Heatmap
        title={t.week}
        summary={t.summary(
          t.week,
          format.number(all),
          format.number(most),
          `${format.weekday(Math.floor(at / 24))} ${hour(at % 24)}`,
        )}
        name={overview.figures.events}
        values={values}
      />
    </ChartCard>
  )
}
