import { useStrings } from '../../../strings/index.tsx'
import { LinkButton } from '../../../ui/button.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { ProblemList } from '../problem-list.tsx'
import { nameOf, useAccount } from '../queries.ts'
import { Signal } from './step.tsx'

/** An account that was connected just now, and what is still wrong with it. */
export function ConnectedAccount({ id }: { id: string }) {
  const { first: t } = useStrings().accounts.guide
  const query = useAccount(id)
  const link = <LinkButton href={`/accounts/${id}`}>{t.account}</LinkButton>
  return (
    <QueryView query={query} lines={1}>
      {(account) => (
        <div className="grid gap-3">
          {account.state === 'connected' && (
            <Signal state="ok" title={t.connected(nameOf(account))}>
              <div className="pt-1">{link}</div>
            </Signal>
          )}
          {account.problems.length > 0 && <ProblemList account={account} actionOf={() => link} />}
        </div>
      )}
    </QueryView>
  )
}
