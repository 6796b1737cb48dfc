/** One of the things that a chart compares. */
export interface Series {
  readonly id: string
  readonly name: string
  /** A CSS colour. */
  readonly colour: string
  /** Which lines are drawn over the colour, so that it is not told by colour alone. */
  readonly pattern: number
}

/** How many series a chart can tell apart. */
export const MOST_SERIES = 6

const SIDE = 6
const LINES = ['', 'M-1 7 7-1M-1 1 1-1M5 7 7 5', 'M3 3h.01', 'M0 3h6', 'M-1-1 7 7M-1 5l2 2M5-1l2 2', 'M3 0v6'] as const

/** The look of series number `index`. */
export function lookOf(index: number): Pick<Series, 'colour' | 'pattern'> {
  const at = Math.min(index, MOST_SERIES - 1)
  return { colour: `var(--series-${at + 1})`, pattern: at }
}

function Tile({ colour, pattern, side = SIDE }: Pick<Series, 'colour' | 'pattern'> & { side?: number }) {
  const lines = LINES[pattern]
  return (
    <>
      <rect width={side} height={side} fill={colour} />
      {lines && (
        <path
          d={lines}
          transform={side === SIDE ? undefined : `scale(${side / SIDE})`}
          stroke="var(--surface)"
          strokeWidth={pattern === 2 ? 2 : 1}
          strokeLinecap={pattern === 2 ? 'round' : undefined}
        />
      )}
    </>
  )
}

/** What `fillOf` refers to; within the chart's own svg. */
export function Patterns({ id, series }: { id: string; series: readonly Series[] }) {
  return (
    <defs>
      {series.map((each) => (
        <pattern key={each.id} id={`${id}${each.pattern}`} width={SIDE} height={SIDE} patternUnits="userSpaceOnUse">
          <Tile {...each} />
        </pattern>
      ))}
    </defs>
  )
}

export function fillOf(id: string, { colour, pattern }: Series): string {
  return pattern === 0 ? colour : `url(#${id}${pattern})`
}

export function Swatch(look: Pick<Series, 'colour' | 'pattern'>) {
  return (
    <svg aria-hidden="true" width={12} height={12} className="mt-[0.2em] shrink-0 rounded-[3px]">
      <Tile {...look} side={12} />
    </svg>
  )
}

/** Which look is whose, in the order in which they are stacked from below. */
export function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {series.map(({ id, name, colour, pattern }) => (
        <li key={id} className="flex min-w-0 gap-1.5">
          <Swatch colour={colour} pattern={pattern} />
          <bdi className="wrap-anywhere">{name}</bdi>
        </li>
      ))}
    </ul>
  )
}
