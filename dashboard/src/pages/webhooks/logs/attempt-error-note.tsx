import type { Attempt } from '@hubbub/sdk'
import { Quoted, Said } from '../../../ui/said.tsx'
import { type Cause, causeOf } from './attempt-error.ts'

interface Texts {
  readonly errors: Readonly<Record<Cause, { readonly title: string; readonly action: string }>>
  readonly hubSays: string
}

/** What went wrong and what to do about it, in words; the hub's own below. */
export function AttemptError({
  attempt,
  texts,
}: {
  attempt: Pick<Attempt, 'statusCode' | 'code' | 'error'>
  texts: Texts
}) {
  const cause = causeOf(attempt)
  if (cause === undefined) return null
  const { title, action } = texts.errors[cause]
  return (
    <div className="grid gap-1 rounded-xl bg-bad-soft px-4 py-3 text-sm">
      <p className="font-medium text-bad">{title}</p>
      <p>{action}</p>
      {attempt.error !== null && (
        <p className="text-muted">
          {texts.hubSays}{' '}
          {attempt.code === null || attempt.statusCode === null ? (
            <Quoted>{attempt.error}</Quoted>
          ) : (
            <Said of={{ code: attempt.code, params: { statusCode: attempt.statusCode }, detail: attempt.error }} />
          )}
        </p>
      )}
    </div>
  )
}
