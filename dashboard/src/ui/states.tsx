import { HubbubError } from '@hubbub/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/index.tsx'
import type { ProblemText } from '../strings/problem-text.ts'
import type { Said as SaidText } from '../strings/sentences.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Said, saidOf } from './said.tsx'

/** Grey lines where content will be; announced once. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const t = useStrings()
  return (
    <div role="status" className="grid gap-3 p-1">
      <span className="sr-only">{t.common.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
          key={index}
          className="h-9 animate-pulse rounded-lg bg-sunken"
          style={{ width: `${100 - ((index * 17) % 40)}%` }}
        />
      ))}
    </div>
  )
}

/** Nothing is there, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-10 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-sunken text-muted">
        <Icon name={icon} size={24} />
      </span>
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-md text-muted text-sm">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** The words for an error: what happened, what it means, what to do; and what the hub said of it. */
export function useProblemText(): (error: unknown) => ProblemText & { said?: SaidText; reference?: string } {
  const { problems } = useStrings()
  return (error) => {
    if (!(error instanceof HubbubError)) return { ...problems.fallback, said: saidOf(error) }
    const texts: Readonly<Record<string, ProblemText>> = problems.byCode
    return {
      ...(texts[error.code] ?? problems.fallback),
      // The connection's own errors have no more to say than what the texts say.
      ...(error.status > 0 && { said: saidOf(error) }),
      ...(error.requestId !== undefined && { reference: problems.reference(error.requestId) }),
    }
  }
}

/** An error in place of what could not be shown or done; `text` when the page knows more of it than its code says. */
export function ErrorNote({
  error,
  onRetry,
  text,
}: {
  error: unknown
  onRetry?: () => void
  text?: ProblemText | undefined
}) {
  const t = useStrings()
  const { title, meaning, action, said, reference } = { ...useProblemText()(error), ...text }
  return (
    <div role="alert" className="grid gap-2 rounded-xl border border-bad/40 bg-bad-soft px-4 py-3 text-ink text-sm">
      <p className="flex items-center gap-2 font-medium text-bad">
        <Icon name="warning" />
        {title}
      </p>
      <p>
        {meaning} {action}
      </p>
      {said && (
        <p>
          <Said of={said} frame={t.problems.quoted} />
        </p>
      )}
      {reference && <p className="font-mono text-muted text-xs">{reference}</p>}
      {onRetry && (
        <div>
          <Button icon="retry" onClick={onRetry}>
            {t.common.retry}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What a query has: its data; or that it loads; or why it failed. Old data stays, with the error above it. */
export function QueryView<T>({
  query,
  children,
  lines,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  lines?: number
}) {
  const { data, error, refetch } = query
  if (data === undefined) {
    if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
    return lines === undefined ? <Loading /> : <Loading lines={lines} />
  }
  return (
    <>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {children(data)}
    </>
  )
}
