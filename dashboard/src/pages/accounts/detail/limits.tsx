import type { HeadRoom } from '@hubbub/sdk'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Card, Facts } from '../../../ui/card.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { useAccountLimits } from '../queries.ts'

/** How much may still be sent, and what holds it back. */
export function Limits({ id }: { id: string }) {
  const { accounts: t } = useStrings()
  const query = useAccountLimits(id)
  return (
    <Card title={t.limits.title}>
      <QueryView query={query} lines={3}>
        {(room) => <Room room={room} />}
      </QueryView>
    </Card>
  )
}

function Room({ room }: { room: HeadRoom }) {
  const { accounts: t } = useStrings()
  const format = useFormat()
  const { limits, heldUntil, reason, usage, queued } = room
  const spans: Readonly<Record<number, string>> = t.limits.spans
  const reasons: Readonly<Record<string, string>> = t.limits.reasons
  return (
    <div className="grid gap-4">
      {heldUntil !== null && (
        <Notice tone="warn">
          {t.limits.held} <Time at={heldUntil} look="time" />. {reason !== null && (reasons[reason] ?? reason)}
        </Notice>
      )}
      {limits.length === 0 && <p className="text-muted text-sm">{t.limits.none}</p>}
      {limits.map(({ scope, recipients, types, max, perMs, burst, available }) => {
        const what = recipients ? t.limits.recipients[recipients] : t.limits.scopes[scope]
        const name = types ? `${what} (${types.map(t.actions.sending).join(', ')})` : what
        const now = t.limits.now(format.number(available), format.number(burst))
        return (
          <div key={`${name} ${perMs}`} className="grid gap-1 text-sm">
            <div className="flex flex-wrap justify-between gap-x-3">
              <span>{name}</span>
              <span className="text-muted tabular-nums">
                {t.limits.per(format.number(max), spans[perMs] ?? format.duration(perMs))}
              </span>
            </div>
            <meter
              aria-label={`${name}: ${now}`}
              min={0}
              max={burst}
              low={burst * 0.1}
              value={Math.min(available, burst)}
              className="h-2.5 w-full"
            />
            <span className="text-muted tabular-nums">{now}</span>
          </div>
        )
      })}
      <Facts
        items={[
          ...(usage === null ? [] : [[t.limits.usage, format.percent(usage)] as const]),
          [t.limits.queued, format.number(queued)],
        ]}
      />
      {heldUntil === null && <p className="text-muted text-sm">{t.limits.free}</p>}
    </div>
  )
}
