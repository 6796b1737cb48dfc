import type { Stats } from '@hubbub/sdk'
import { Link } from 'wouter'
import { cx } from '../../lib/cx.ts'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'

const TILE = 'min-w-0 rounded-2xl border border-line bg-surface px-4 py-3'
const GRID = 'grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-7'

/** The figures of a range of time; grey of the same size while they are not known. */
export function Figures({ stats }: { stats: Stats | undefined }) {
  const { overview } = useStrings()
  const t = overview.figures
  const format = useFormat()
  if (!stats)
    return (
      <div className={GRID} aria-hidden="true">
        {Array.from({ length: 9 }, (_, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
            key={index}
            className={cx(
              TILE,
              'h-26 animate-pulse',
              index === 0 && 'col-span-2 sm:col-span-3 xl:col-span-1',
              index > 6 && 'col-span-2 sm:col-span-3',
              index > 7 && 'xl:col-span-4',
            )}
          />
        ))}
      </div>
    )
  const { events, deliveries, latencyMs, rejections } = stats
  const { number } = format
  const refused = rejections.reduce((total, { count }) => total + count, 0)
  const completed = deliveries.delivered + deliveries.failed
  const failed = events.failed + deliveries.failed
  return (
    <dl className={GRID}>
      <Figure
        className="col-span-2 sm:col-span-3 xl:col-span-1"
        name={t.events}
        value={number(events.total)}
        hint={t.perMinute(number(events.perMinute))}
        href="/events"
      />
      <Figure
        name={t.successRate}
        value={deliveries.successRate === null ? '–' : format.percent(deliveries.successRate)}
        hint={
          deliveries.successRate === null
            ? t.noDeliveries
            : t.ofDeliveries(number(deliveries.delivered), number(completed))
        }
      />
      <Figure
        name={t.pending}
        value={number(events.pending + deliveries.pending)}
        hint={t.pendingHint(number(events.pending), number(deliveries.pending))}
      />
      <Figure
        name={t.failed}
        value={number(failed)}
        hint={t.failedHint(number(events.failed), number(deliveries.failed))}
        bad={failed > 0}
        href="/events?status=failed"
      />
      <Figure
        name={t.unhandled}
        value={number(events.unhandled)}
        hint={t.unhandledHint}
        href="/events?type=event.unhandled"
      />
      <Figure name={t.duplicates} value={number(events.duplicates)} hint={t.duplicatesHint} />
      <Figure name={t.rejections} value={number(refused)} hint={t.rejectionsHint} href="/rejections" />
      <Latency name={t.delivery} of={latencyMs.delivery} />
      <Latency name={t.response} of={latencyMs.response} className="xl:col-span-4" />
    </dl>
  )
}

function Figure({
  name,
  value,
  hint,
  href,
  bad = false,
  className,
}: {
  name: string
  value: string
  hint: string
  href?: string
  bad?: boolean
  className?: string
}) {
  return (
    <div className={cx(TILE, href && 'relative hover:bg-sunken', className)}>
      <dt className="text-muted text-sm">
        {href === undefined ? (
          name
        ) : (
          // The whole tile can be pressed.
          <Link href={href} className="after:absolute after:inset-0 after:rounded-2xl">
            {name}
          </Link>
        )}
      </dt>
      <dd className={cx('font-semibold text-xl tabular-nums tracking-tight', bad && 'text-bad')}>{value}</dd>
      <dd className="text-muted text-xs">{hint}</dd>
    </div>
  )
}

function Latency({ name, of, className }: { name: string; of: Stats['latencyMs']['delivery']; className?: string }) {
  const { overview } = useStrings()
  const t = overview.figures
  const format = useFormat()
  const shares = [
    ['p50', t.p50],
    ['p95', t.p95],
    ['p99', t.p99],
  ] as const
  return (
    <div className={cx(TILE, 'col-span-2 sm:col-span-3', className)}>
      <dt className="text-muted text-sm">{name}</dt>
      <dd>
        {of.p50 === null ? (
          <span className="text-muted text-sm">{t.noneYet}</span>
        ) : (
          <ul className="flex flex-wrap gap-x-5 gap-y-1 sm:gap-x-8">
            {shares.map(([share, text]) => {
              const bound = of[share]
              return (
                <li key={share}>
                  <span className="block font-semibold text-lg tabular-nums tracking-tight">
                    {bound === null
                      ? '–'
                      : bound.atMostMs === null
                        ? `> ${format.duration(bound.moreThanMs)}`
                        : `≤ ${format.duration(bound.atMostMs)}`}
                  </span>
                  <span className="text-muted text-xs">
                    {text} ({share})
                  </span>
                </li>
              )
            })}
          </ul>
        )}
      </dd>
    </div>
  )
}
