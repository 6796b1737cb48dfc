import type { Account } from '@hubbub/sdk'
import { Link } from 'wouter'
import { cx } from '../../lib/cx.ts'
import { useFormat } from '../../lib/format.ts'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { Said } from '../../ui/said.tsx'
import { Time } from '../../ui/time.tsx'
import { StateBadge, tokenState } from './parts.tsx'
import { useAccountProblemText, useDisconnectText } from './problem-list.tsx'
import { nameOf } from './queries.ts'

/** One account in the list: who, how it is, when something last came. */
export function AccountRow({ account }: { account: Account }) {
  const { accounts: t } = useStrings()
  // Not what the line above says already.
  const handle = [account.username, account.externalId].find((each) => each !== null && each !== nameOf(account))
  return (
    <li className="border-line border-t first:border-t-0">
      <Link
        href={`/accounts/${account.id}`}
        className="flex min-h-16 items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-sunken sm:px-5"
      >
        <PlatformMark platform={account.platform} />
        <span className="grid min-w-0 flex-1 gap-x-5 gap-y-1 text-sm lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.4fr)_minmax(0,1fr)] lg:items-center">
          <span className="min-w-0">
            <bdi className="block truncate font-medium">{withVisibleControls(nameOf(account))}</bdi>
            <bdi className="block truncate text-muted">{handle ? withVisibleControls(handle) : t.list.unnamed}</bdi>
          </span>
          <span className="grid min-w-0 justify-items-start gap-1">
            <StateBadge account={account} />
            <ProblemLine account={account} />
          </span>
          <span className="min-w-0 text-muted">
            <span className="block">
              {account.lastEventAt === null ? (
                t.list.noEvent
              ) : (
                <>
                  {t.list.lastEvent} <Time at={account.lastEventAt} look="ago" />
                </>
              )}
            </span>
            <TokenEnd account={account} />
          </span>
        </span>
        <span className="text-muted">
          <Icon name="forward" />
        </span>
      </Link>
    </li>
  )
}

/** The worst problem in a line; nothing where the state has said it. */
function ProblemLine({ account }: { account: Account }) {
  const { accounts: t } = useStrings()
  const format = useFormat()
  const textOf = useAccountProblemText()
  const reasonOf = useDisconnectText()
  const [worst, ...others] = account.problems
  if (!worst || account.state === 'discovered') return null
  if (account.state === 'disconnected') {
    const reason = reasonOf(account)
    return (
      reason && (
        <span className="line-clamp-2 min-w-0 text-muted">
          <Said of={reason} />
        </span>
      )
    )
  }
  return (
    <span className="flex min-w-0 items-start gap-1.5 text-warn">
      <span className="mt-0.5">
        <Icon name="warning" size={16} />
      </span>
      <span>
        {textOf(worst).title}
        {others.length > 0 && `, ${t.more(format.number(others.length))}`}
      </span>
    </span>
  )
}

function TokenEnd({ account: { token } }: { account: Account }) {
  const { accounts: t } = useStrings()
  if (!token) return null
  if (token.expiresAt === null) return <span className="block">{t.list.tokenStays}</span>
  const state = tokenState(token.expiresAt)
  return (
    <span className={cx('block', state !== 'fine' && 'text-warn')}>
      {t.list.tokenEnds} <Time at={token.expiresAt} look="ago" />
    </span>
  )
}
