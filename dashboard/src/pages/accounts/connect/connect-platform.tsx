import type { Account, Platform } from '@hubbub/sdk'
import { useEffect, useRef } from 'react'
import { useAddressFilters } from '../../../lib/address.ts'
import { useStrings } from '../../../strings/index.tsx'
import { BackLink } from '../../../ui/back-link.tsx'
import { Card, Page } from '../../../ui/card.tsx'
import { usePlatformName } from '../../../ui/platform.tsx'
import { ErrorNote, Loading } from '../../../ui/states.tsx'
import { NotFound } from '../../not-found.tsx'
import { usePlatforms } from '../queries.ts'
import { ConsoleStep } from './console-step.tsx'
import { CredentialsStep } from './credentials-step.tsx'
import { FirstEventStep } from './first-event-step.tsx'

/** The platform's handshake comes while somebody looks at this page. */
const LOOK_MS = 2000

/** The way to a connected account of one platform, step by step. */
export function ConnectPlatform({ id }: { id: string }) {
  const t = useStrings().accounts.guide
  const nameOf = usePlatformName()
  const { data, error, refetch } = usePlatforms(LOOK_MS)
  const platform = data?.data.find((each) => each.id === id)
  if (data && !platform) return <NotFound />
  return (
    <Page title={t.titleOf(nameOf(id))} back={<BackLink href="/accounts/connect">{t.back}</BackLink>}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Card>
          <Loading lines={8} />
        </Card>
      )}
      {platform && <Guide platform={platform} />}
    </Page>
  )
}

function Guide({ platform }: { platform: Platform }) {
  const { values, change } = useAddressFilters(['account', 'login'])
  const ids = values.account?.split(',') ?? []
  const last = useRef<HTMLHeadingElement>(null)
  const connected = values.account !== undefined
  const before = useRef(connected)
  useEffect(() => {
    if (connected && !before.current) last.current?.focus()
    before.current = connected
  }, [connected])
  // In the address, so that the page can be loaded again while the first event is waited for.
  const onConnected = (accounts: readonly Pick<Account, 'id'>[]) =>
    change({ account: accounts.map((account) => account.id).join(','), login: undefined }, { replace: true })
  return (
    <ol className="grid max-w-4xl gap-4 sm:gap-5">
      <ConsoleStep platform={platform} />
      <CredentialsStep
        platform={platform}
        connectedIds={ids}
        login={values.login}
        onConnected={onConnected}
        onAgain={() => change({ account: undefined, login: undefined })}
      />
      <FirstEventStep platform={platform} ids={ids} heading={last} />
    </ol>
  )
}
