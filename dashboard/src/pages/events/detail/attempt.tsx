import type { Attempt } from '@hubbub/sdk'
import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import { Code } from '../../../ui/code.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Time } from '../../../ui/time.tsx'
import { AttemptError } from '../../webhooks/logs/attempt-error-note.tsx'

const TONES: Readonly<Record<Attempt['outcome'], Tone>> = { success: 'ok', retry: 'warn', failure: 'bad' }

/** One try of a delivery: when, how long, and what was answered. */
export function AttemptView({ attempt, open = false }: { attempt: Attempt; open?: boolean }) {
  const t = useStrings().events.deliveries
  const format = useFormat()
  const [shown, setShown] = useState(open)
  return (
    <details
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
      className="group min-w-0 rounded-lg border border-line"
    >
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
        <span className="transition-transform group-open:rotate-90">
          <Icon name="forward" size={14} />
        </span>
        <span className="font-medium">{t.attempt(format.number(attempt.number))}</span>
        <Badge tone={TONES[attempt.outcome]}>{t.outcomes[attempt.outcome]}</Badge>
        <span className="font-mono text-[0.8125rem]">{attempt.statusCode ?? t.noAnswer}</span>
        <span className="tabular-nums">{format.duration(attempt.durationMs)}</span>
        <span className="ml-auto text-muted">
          <Time at={attempt.startedAt} look="short" />
        </span>
      </summary>
      {shown && <Answer attempt={attempt} />}
    </details>
  )
}

function Answer({ attempt }: { attempt: Attempt }) {
  const t = useStrings().events.deliveries
  const { statusCode, responseHeaders, responseBody } = attempt
  return (
    <div className="grid min-w-0 gap-3 border-line border-t p-3 text-sm">
      <AttemptError attempt={attempt} texts={t} />
      {statusCode === null && <p className="text-muted">{t.noResponse}</p>}
      {responseHeaders !== null && <Code label={t.responseHeaders} value={headerLines(responseHeaders)} />}
      {responseBody !== null && responseBody !== '' ? (
        <Code label={t.responseBody} value={responseBody} />
      ) : (
        statusCode !== null && <p className="text-muted">{t.emptyBody}</p>
      )}
    </div>
  )
}

/** As they stand in HTTP. */
export function headerLines(headers: Readonly<Record<string, unknown>>): string {
  return Object.entries(headers)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => `${name}: ${String(each)}`))
    .join('\n')
}
