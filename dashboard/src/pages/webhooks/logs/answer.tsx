import type { Attempt } from '@hubbub/sdk'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Facts } from '../../../ui/card.tsx'
import { Code } from '../../../ui/code.tsx'
import { Time } from '../../../ui/time.tsx'
import { readable } from '../form/type-sample.tsx'
import { AttemptError } from './attempt-error-note.tsx'

const TONES = { success: 'ok', retry: 'warn', failure: 'bad' } as const
/** What the hub keeps of an answer. */
const KEPT_CHARS = 16_000

export function OutcomeBadge({ outcome }: { outcome: Attempt['outcome'] }) {
  const { outcomesShort } = useStrings().webhooks.delivery
  return <Badge tone={TONES[outcome]}>{outcomesShort[outcome]}</Badge>
}

/** What the application answered. */
export function Answer({ attempt }: { attempt: Attempt }) {
  const { delivery: t } = useStrings().webhooks
  const format = useFormat()
  const { statusCode, durationMs, startedAt, responseHeaders, responseBody } = attempt
  const headers = Object.entries(responseHeaders ?? {})
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n')
  return (
    <div className="grid min-w-0 content-start gap-3">
      <Facts
        items={[
          [
            t.status,
            <span key="status" className="inline-flex flex-wrap items-center gap-2">
              <b className="font-semibold tabular-nums">{statusCode ?? t.noAnswer}</b>
              <OutcomeBadge outcome={attempt.outcome} />
            </span>,
          ],
          [t.duration, format.duration(durationMs)],
          [t.sentAt, <Time key="at" at={startedAt} />],
        ]}
      />
      <AttemptError attempt={attempt} texts={t} />
      {headers !== '' && <Code label={t.answerHeaders} value={headers} fileName="headers.txt" />}
      {responseBody !== null && (
        <>
          <Code
            label={t.answerBody}
            value={responseBody === '' ? t.noBody : readable(responseBody)}
            fileName="answer.txt"
          />
          {responseBody.length >= KEPT_CHARS && <p className="text-muted text-xs">{t.cut}</p>}
        </>
      )}
    </div>
  )
}
