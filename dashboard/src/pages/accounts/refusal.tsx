import { HubbubError } from '@hubbub/sdk'
import { useStrings } from '../../strings/index.tsx'
import type { ProblemText } from '../../strings/problem-text.ts'
import { ErrorNote } from '../../ui/states.tsx'
import { refusalKind } from './refusal-kind.ts'

/** The words for a kind of refusal. */
export function useRefusalText(): (kind: string | undefined) => ProblemText | undefined {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, ProblemText>> = t.refusals
  return (kind) => (kind === undefined ? undefined : texts[kind])
}

/** Why credentials were not taken: what it means and what to do, with the platform's words. */
export function RefusalNote({ error }: { error: unknown }) {
  const textOf = useRefusalText()
  const known = error instanceof HubbubError ? error : undefined
  const kind = known?.code === 'conflict' ? 'conflict' : refusalKind(known?.detail ?? '')
  return <ErrorNote error={error} text={textOf(kind)} />
}
