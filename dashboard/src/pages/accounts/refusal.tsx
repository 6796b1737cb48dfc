import { HubbubError } from '@hubbub/sdk'
import { useStrings } from '../../strings/index.tsx'
import type { ProblemText } from '../../strings/problem-text.ts'
import { ErrorNote } from '../../ui/states.tsx'

/** The words for a refusal, by the code of its reason. */
export function useRefusalText(): (code: string | undefined) => ProblemText | undefined {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, ProblemText>> = t.refusals
  return (code) => (code === undefined ? undefined : texts[code])
}

/** Why credentials were not taken: what it means and what to do, with the platform's words. */
export function RefusalNote({ error }: { error: unknown }) {
  const textOf = useRefusalText()
  return <ErrorNote error={error} text={textOf(error instanceof HubbubError ? error.reason?.code : undefined)} />
}
