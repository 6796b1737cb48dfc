import type { Account } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { useStrings } from '../../strings/index.tsx'
import type { ProblemText } from '../../strings/problem-text.ts'
import { Icon } from '../../ui/icon.tsx'
import { ServerWords } from './parts.tsx'

export type AccountProblem = Account['problems'][number]

/** The words for a problem; of one that a newer hub knows, the hub's own. */
export function useAccountProblemText(): (problem: AccountProblem) => ProblemText {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, ProblemText>> = t.problems
  return ({ code, detail, mend }) => texts[code] ?? { title: t.unknownProblem, meaning: detail, action: mend }
}

/** Why an account was disconnected, in words. */
export function useDisconnectText(): (code: string | null) => string | undefined {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, string>> = t.disconnectReasons
  return (code) => (code === null ? undefined : texts[code])
}

/** What is wrong with an account, the worst first, each with the way to mend it. */
export function ProblemList({
  account,
  mend,
}: {
  account: Pick<Account, 'problems' | 'disconnectedCode'>
  /** What can be pressed to mend one. */
  mend: (code: string) => ReactNode
}) {
  const textOf = useAccountProblemText()
  const reasonOf = useDisconnectText()
  return (
    <ul className="grid gap-3">
      {account.problems.map((problem) => {
        const { title, meaning, action } = textOf(problem)
        const reason = problem.code === 'disconnected' ? reasonOf(account.disconnectedCode) : undefined
        const calm = problem.code === 'not_connected'
        return (
          <li
            key={problem.code}
            className={`grid gap-2 rounded-2xl border px-4 py-3 text-sm sm:px-5 ${calm ? 'border-info/40 bg-info-soft' : 'border-warn/40 bg-warn-soft'}`}
          >
            <p className={`flex items-center gap-2 font-medium ${calm ? 'text-info' : 'text-warn'}`}>
              <Icon name={calm ? 'info' : 'warning'} />
              {title}
            </p>
            <p>
              {reason && `${reason}. `}
              {meaning} {action}
            </p>
            {!calm && <ServerWords>{problem.detail}</ServerWords>}
            <div className="flex flex-wrap gap-2 empty:hidden">{mend(problem.code)}</div>
          </li>
        )
      })}
    </ul>
  )
}
