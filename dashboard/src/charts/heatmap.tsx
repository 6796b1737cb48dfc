import { useFormat } from '../lib/format.ts'
import { useStrings } from '../strings/index.tsx'
import { Inspect } from './inspect.tsx'
import { useWidth } from './use-width.ts'

const HOURS = 24
const CELL_HEIGHT = 22
const LEFT = 38
const BOTTOM = 20
const SHADES = 5
const HEIGHT = 7 * CELL_HEIGHT + BOTTOM
/** Of a Monday, as most calendars begin. */
const ORDER = [1, 2, 3, 4, 5, 6, 0] as const

/** How dark a cell is: 0 for none, else 1 to 5. */
function shadeOf(value: number, max: number): number {
  return value === 0 ? 0 : Math.max(1, Math.ceil((value / max) * SHADES))
}

function fill(shade: number): string {
  return shade === 0 ? 'var(--sunken)' : `color-mix(in oklab, var(--series-1) ${15 + shade * 17}%, var(--surface))`
}

/** How much happens at which hour of which weekday; `values[weekday][hour]`, 0 is Sunday. */
export function Heatmap({
  title,
  summary,
  name,
  values,
}: {
  title: string
  summary: string
  /** What is counted. */
  name: string
  values: readonly (readonly number[])[]
}) {
  const t = useStrings()
  const format = useFormat()
  const { ref, width } = useWidth()
  const cell = Math.max(0, width - LEFT) / HOURS
  const max = Math.max(1, ...values.flat())
  const valueAt = (row: number, hour: number) => values[ORDER[row] ?? 0]?.[hour] ?? 0
  const every = cell * 3 < 34 ? 6 : 3
  return (
    <>
      <div ref={ref} className="relative" style={{ height: HEIGHT }}>
        {width > 0 && (
          <>
            <svg role="img" aria-label={summary} width={width} height={HEIGHT} className="block">
              <g className="fill-muted text-[0.6875rem]">
                {ORDER.map((weekday, row) => (
                  <text key={weekday} x={LEFT - 8} y={(row + 0.5) * CELL_HEIGHT} dy="0.32em" textAnchor="end">
                    {format.weekday(weekday)}
                  </text>
                ))}
                {Array.from({ length: HOURS / every }, (_, n) => n * every).map((hour) => (
                  <text key={hour} x={LEFT + hour * cell + 1} y={HEIGHT - 5}>
                    {format.hour(hour)}
                  </text>
                ))}
              </g>
              {Array.from({ length: SHADES + 1 }, (_, shade) => (
                <path
                  // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its number.
                  key={shade}
                  fill={fill(shade)}
                  d={cellsOf(shade)}
                />
              ))}
            </svg>
            <Inspect
              label={t.common.inspect(title)}
              count={ORDER.length * HOURS}
              columns={HOURS}
              width={width}
              find={(x, y) => {
                const row = Math.floor(y / CELL_HEIGHT)
                if (x < LEFT || row >= ORDER.length) return undefined
                return row * HOURS + Math.min(HOURS - 1, Math.floor((x - LEFT) / cell))
              }}
              place={(index) => ({
                x: LEFT + (index % HOURS) * cell,
                y: Math.floor(index / HOURS) * CELL_HEIGHT,
                width: cell,
                height: CELL_HEIGHT,
              })}
              tell={(index) => {
                const row = Math.floor(index / HOURS)
                const hour = index % HOURS
                return {
                  title: `${format.weekday(ORDER[row] ?? 0)} ${format.hour(hour)}–${format.hour(hour + 1)}`,
                  rows: [{ name, value: format.number(valueAt(row, hour)) }],
                }
              }}
            />
          </>
        )}
      </div>
      <p aria-hidden="true" className="mt-2 flex items-center justify-end gap-1 text-muted text-xs tabular-nums">
        <span className="mr-1">0</span>
        {Array.from({ length: SHADES + 1 }, (_, shade) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its number.
            key={shade}
            className="size-3 rounded-[3px]"
            style={{ background: fill(shade) }}
          />
        ))}
        <span className="ml-1">{format.compact(max)}</span>
      </p>
    </>
  )

  function cellsOf(shade: number): string {
    let path = ''
    for (const row of ORDER.keys())
      for (let hour = 0; hour < HOURS; hour++)
        if (shadeOf(valueAt(row, hour), max) === shade)
          path += `M${(LEFT + hour * cell + 0.5).toFixed(1)} ${row * CELL_HEIGHT + 0.5}h${(cell - 1).toFixed(1)}v${CELL_HEIGHT - 1}h${(1 - cell).toFixed(1)}z`
    return path
  }
}
