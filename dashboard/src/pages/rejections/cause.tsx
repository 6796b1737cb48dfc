import { useStrings } from '../../strings/index.tsx'
import type { ProblemText } from '../../strings/problem-text.ts'

/** The words for a cause; of one that a newer hub knows, the hub's own. */
export function useCauseText(): (cause: string, hint?: string) => ProblemText {
  const { rejections: t } = useStrings()
  const texts: Readonly<Record<string, ProblemText>> = t.causes
  return (cause, hint = '') => texts[cause] ?? { title: `${t.unknownCause}: ${cause}`, meaning: '', action: hint }
}
