import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'

/** The types of event a webhook takes; the first ones, where there is little room. */
export function Patterns({ patterns, limit = 100 }: { patterns: readonly string[]; limit?: number }) {
  const { webhooks: t } = useStrings()
  const format = useFormat()
  const more = patterns.length - limit
  return (
    <span className="flex flex-wrap items-center gap-1">
      {patterns.slice(0, limit).map((pattern) => (
        <code key={pattern} className="rounded bg-sunken px-1.5 py-0.5 text-xs wrap-anywhere">
          {pattern === '*' ? t.allEvents : pattern}
        </code>
      ))}
      {more > 0 && <span className="text-muted text-xs">{t.moreEvents(format.number(more))}</span>}
    </span>
  )
}
