import type { Account } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { useStrings } from '../../strings/index.tsx'
import type { ProblemText } from '../../strings/problem-text.ts'
import { quoted, type Said } from '../../strings/sentences.ts'
import { Icon } from '../../ui/icon.tsx'
import { ServerWords } from './parts.tsx'

export type AccountProblem = Account['problems'][number]

/** The words for a problem; of one that a newer hub knows, the hub's own. */
export function useAccountProblemText(): (problem: AccountProblem) => ProblemText {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, ProblemText>> = t.problems
  return ({ code, detail, remedy }) =>
    texts[code] ?? { title: t.unknownProblem, meaning: detail, action: remedy.detail }
}

/** Why an account was disconnected; undefined for one that is not. */
export function useDisconnectText(): (account: Disconnected) => Said | undefined {
  const { accounts: t } = useStrings()
  const texts: Readonly<Record<string, string>> = t.disconnectReasons
  return ({ disconnectedCode: code, disconnectedReason: detail }) => {
    if (detail === null) return undefined
    return quoted((code === null ? undefined : texts[code]) ?? detail)
  }
}

type Disconnected = Pick<Account, 'disconnectedCode' | 'disconnectedReason'>

/** What is wrong with an account, the worst first, each with what to do about it. */
export function ProblemList({
  account,
  actionOf,
}: {
  account: Pick<Account, 'problems'> & Disconnected
  /** The button of a problem. */
  actionOf: (code: string) => ReactNode
}) {
  const textOf = useAccountProblemText()
  const reasonOf = useDisconnectText()
  return (
    <ul className="grid gap-3">
      {account.problems.map((problem) => {
        const { title, meaning, action } = textOf(problem)
        const reason = problem.code === 'disconnected' ? reasonOf(account)?.detail : undefined
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
            {!calm && <ServerWords of={problem.cause ?? problem} />}
            <div className="flex flex-wrap gap-2 empty:hidden">{actionOf(problem.code)}</div>
          </li>
        )
      })}
    </ul>
  )
}
