import { useId } from 'react'
import { useFormat } from '../lib/format.ts'
import { useStrings } from '../strings/index.tsx'
import { type Finding, Inspect } from './inspect.tsx'
import { type AxisUnit, labelled, ticksUpTo } from './scale.ts'
import { fillOf, Legend, Patterns, type Series } from './series.tsx'
import { useWidth } from './use-width.ts'

/** What happened within a step of time; `values` are in the order of the series. */
export interface Bar {
  readonly from: Date
  readonly to: Date
  readonly values: readonly number[]
}

const HEIGHT = 200
const LEFT = 38
const TOP = 8
const BOTTOM = 22
const PX_PER_LABEL = 72

/** What a bar holds together. */
export function sumOf({ values }: Bar): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Bars over time, each stacked of the series; the first is below. */
export function StackedBars({
  title,
  summary,
  series,
  bars,
  unit,
}: {
  title: string
  summary: string
  series: readonly Series[]
  bars: readonly Bar[]
  unit: AxisUnit
}) {
  const t = useStrings()
  const format = useFormat()
  const id = useId()
  const { ref, width } = useWidth()
  const inner = Math.max(0, width - LEFT)
  const step = inner / bars.length
  const gap = Math.min(3, step * 0.25)
  const ticks = ticksUpTo(Math.max(...bars.map(sumOf)))
  const top = ticks.at(-1) ?? 1
  const bottom = HEIGHT - BOTTOM
  const y = (value: number) => bottom - (value / top) * (bottom - TOP)
  const labels = labelled(
    bars.map(({ from }) => from),
    unit,
    Math.max(2, Math.floor(inner / PX_PER_LABEL)),
  )
  return (
    <>
      <Legend series={series} />
      <div ref={ref} className="relative" style={{ height: HEIGHT }}>
        {width > 0 && (
          <>
            <svg role="img" aria-label={summary} width={width} height={HEIGHT} className="block overflow-visible">
              <Patterns id={id} series={series} />
              <g className="fill-muted text-[0.6875rem] tabular-nums" textAnchor="end">
                {ticks.map((tick) => (
                  <g key={tick}>
                    <path
                      d={`M${LEFT} ${Math.round(y(tick)) + 0.5}H${width}`}
                      stroke={tick === 0 ? 'var(--edge)' : 'var(--line)'}
                    />
                    <text x={LEFT - 8} y={y(tick)} dy="0.32em">
                      {format.compact(tick)}
                    </text>
                  </g>
                ))}
              </g>
              <g className="fill-muted text-[0.6875rem]">
                {labels.map((index) => {
                  const at = LEFT + index * step
                  const from = bars[index]?.from
                  return (
                    from && (
                      <g key={index}>
                        <path d={`M${Math.round(at) + 0.5} ${bottom}v4`} stroke="var(--edge)" />
                        <text x={at} y={HEIGHT - 4} textAnchor={at > width - 24 ? 'end' : 'middle'}>
                          {unit === 'day' ? format.day(from) : format.clock(from)}
                        </text>
                      </g>
                    )
                  )
                })}
              </g>
              {series.map((each, index) => (
                <path key={each.id} d={outline(bars, index, { step, gap, y })} fill={fillOf(id, each)} />
              ))}
            </svg>
            <Inspect
              label={t.common.inspect(title)}
              count={bars.length}
              width={width}
              find={(x) => (x < LEFT ? undefined : Math.min(bars.length - 1, Math.floor((x - LEFT) / step)))}
              place={(index) => ({ x: LEFT + index * step, y: TOP, width: step, height: bottom - TOP })}
              tell={(index) => tellBar(bars[index])}
            />
          </>
        )}
      </div>
    </>
  )

  function tellBar(bar: Bar | undefined) {
    if (!bar) return { title: '', rows: [] }
    const rows: Finding['rows'][number][] = series.map((each, index) => ({
      name: each.name,
      value: format.number(bar.values[index] ?? 0),
      series: each,
    }))
    // As they are stacked: the topmost first.
    rows.reverse()
    if (series.length > 1) rows.push({ name: t.common.total, value: format.number(sumOf(bar)) })
    return { title: format.span(bar.from, bar.to), rows }
  }
}

/** The rectangles of one series, as one path. */
function outline(
  bars: readonly Bar[],
  index: number,
  { step, gap, y }: { step: number; gap: number; y: (value: number) => number },
): string {
  return bars
    .map(({ values }, n) => {
      const below = values.slice(0, index).reduce((total, value) => total + value, 0)
      const value = values[index] ?? 0
      if (value === 0) return ''
      const from = y(below)
      // Something is never shown as nothing.
      const height = Math.max(1, from - y(below + value))
      const left = LEFT + n * step + gap / 2
      return `M${left.toFixed(1)} ${(from - height).toFixed(1)}h${(step - gap).toFixed(1)}v${height.toFixed(1)}h${(gap - step).toFixed(1)}z`
    })
    .join('')
}
