import { type Account, type ConnectSession, HubbubError } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Loading } from '../../../ui/states.tsx'
import { ServerWords } from '../parts.tsx'
import { useRefusalText } from '../refusal.tsx'
import { ChooseAccounts } from './choose-accounts.tsx'
import { Signal } from './step.tsx'

/** What came of a login that somebody was sent back from. */
export function LoginReturn({
  id,
  onConnected,
  onAgain,
}: {
  id: string
  onConnected: (accounts: readonly Account[]) => void
  onAgain: () => void
}) {
  const { login: t } = useStrings().accounts.guide
  const client = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', 'login', id],
    queryFn: ({ signal }) => client.getLogin(id, { signal }),
  })
  const goOn = useEffectEvent(onConnected)
  const connected = data?.status === 'connected' ? data.accounts : undefined
  useEffect(() => {
    if (connected && connected.length > 0) goOn(connected)
  }, [connected])

  const again = (
    <div className="pt-1">
      <Button onClick={onAgain}>{t.again}</Button>
    </div>
  )
  if (error) {
    if (!(error instanceof HubbubError && (error.code === 'not_found' || error.code === 'invalid_request')))
      return <ErrorNote error={error} onRetry={() => void refetch()} />
    return (
      <Signal state="bad" title={t.gone}>
        <p>{t.goneDetail}</p>
        {again}
      </Signal>
    )
  }
  if (!data || data.status === 'connected') return <Loading lines={1} />
  if (data.status === 'choosing') return <ChooseAccounts session={data} onConnected={onConnected} />
  return <Unfinished session={data}>{again}</Unfinished>
}

function Unfinished({ session, children }: { session: ConnectSession; children: React.ReactNode }) {
  const { login: t } = useStrings().accounts.guide
  const textOf = useRefusalText()
  const refusal = textOf(session.reason?.code)
  const failed = session.status === 'failed'
  return (
    <Signal state="bad" title={failed ? t.failed : t.open}>
      {refusal ? (
        <p>
          {refusal.title}. {refusal.meaning} {refusal.action}
        </p>
      ) : (
        <p>{failed ? t.failedDetail : t.openDetail}</p>
      )}
      {session.reason && <ServerWords of={session.reason} />}
      {children}
    </Signal>
  )
}
