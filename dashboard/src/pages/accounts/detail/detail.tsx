import { HubbubError } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { BackLink } from '../../../ui/back-link.tsx'
import { LinkButton } from '../../../ui/button.tsx'
import { Card, Page } from '../../../ui/card.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { Empty, ErrorNote, Loading } from '../../../ui/states.tsx'
import { useLiveAccounts } from '../live.ts'
import { StateBadge } from '../parts.tsx'
import { nameOf, useAccount } from '../queries.ts'
import { AccountWork } from './work.tsx'

/** One account: its health, and what can be done with it. */
export function AccountDetail({ id }: { id: string }) {
  const { accounts: t, common } = useStrings()
  const { data, error, refetch } = useAccount(id)
  useLiveAccounts()
  const back = <BackLink href="/accounts">{t.title}</BackLink>
  if (data)
    return (
      <Page
        title={nameOf(data)}
        back={back}
        intro={
          <span className="flex flex-wrap items-center gap-3">
            <PlatformMark platform={data.platform} named />
            <StateBadge account={data} />
          </span>
        }
      >
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        <AccountWork account={data} />
      </Page>
    )
  const gone = error instanceof HubbubError && (error.code === 'not_found' || error.code === 'invalid_request')
  return (
    <Page title={t.title} back={back}>
      <Card>
        {gone ? (
          <Empty
            icon="search"
            title={t.detail.noAccount}
            action={<LinkButton href="/accounts">{common.back}</LinkButton>}
          />
        ) : error ? (
          <ErrorNote error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Card>
    </Page>
  )
}
