import type { AccountDetail } from '@hubbub/sdk'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { quoted } from '../../../strings/sentences.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card, Facts } from '../../../ui/card.tsx'
import { CopyField } from '../../../ui/copy.tsx'
import { Said } from '../../../ui/said.tsx'
import { Time } from '../../../ui/time.tsx'
import { Names, Outside, tokenState } from '../parts.tsx'
import { useDisconnectText } from '../problem-list.tsx'
import { usePlatforms } from '../queries.ts'

/** What the hub may do with the token, and for how long. */
export function TokenCard({ account: { token, platform } }: { account: AccountDetail }) {
  const { accounts: t } = useStrings()
  const kinds = usePlatforms().data?.data.find(({ id }) => id === platform)?.tokens
  if (!token)
    return (
      <Card title={t.detail.token}>
        <p className="text-muted text-sm">{t.detail.noToken}</p>
      </Card>
    )
  return (
    <Card title={t.detail.token}>
      <Facts
        items={[
          [t.detail.kind, kinds?.[token.kind] ?? token.kind],
          [t.detail.expires, <Expiry key="expires" at={token.expiresAt} />],
          ...(token.renewedAt === null
            ? []
            : [[t.detail.renewed, <Time key="renewed" at={token.renewedAt} look="ago" />] as const]),
          ...(token.missingScopes.length === 0
            ? []
            : [
                [
                  t.detail.missing,
                  <div key="missing" className="grid justify-items-start gap-1.5">
                    <Badge tone="bad">{t.problems.missing_scopes.title}</Badge>
                    <Names names={token.missingScopes} />
                  </div>,
                ] as const,
              ]),
          [
            t.detail.scopes,
            token.scopes.length === 0 ? t.detail.noScopes : <Names key="scopes" names={token.scopes} />,
          ],
        ]}
      />
    </Card>
  )
}

function Expiry({ at }: { at: string | null }) {
  const { accounts: t } = useStrings()
  if (at === null) return <>{t.detail.expiresNever}</>
  const state = tokenState(at)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Time at={at} />
      {state === 'soon' && <Badge tone="warn">{t.detail.expiresSoon}</Badge>}
      {state === 'ended' && <Badge tone="bad">{t.detail.expired}</Badge>}
    </span>
  )
}

/** Whether the platform pushes the events of the account, and which. */
export function SubscriptionCard({ account }: { account: AccountDetail }) {
  const { accounts: t } = useStrings()
  const guide = useStrings().accounts.guide
  const { subscription, lastHandshake } = account
  return (
    <Card title={t.detail.subscription}>
      <div className="grid gap-4">
        {subscription ? (
          <>
            <p>
              <Badge tone={subscription.active ? 'ok' : 'bad'}>
                {subscription.active ? t.detail.active : t.detail.inactive}
              </Badge>
            </p>
            {subscription.active && (
              <Facts
                items={[
                  [
                    t.detail.fields,
                    subscription.fields.length === 0 ? (
                      t.detail.allFields
                    ) : (
                      <Names key="fields" names={subscription.fields} />
                    ),
                  ],
                ]}
              />
            )}
          </>
        ) : (
          <p className="text-muted text-sm">{t.detail.notAsked}</p>
        )}
        <div className="grid gap-1">
          <CopyField label={t.detail.ownAddress} value={account.webhookUrl} />
          <p className="text-muted text-sm">
            {account.callbackUrl === account.webhookUrl ? t.detail.ownAddressGiven : t.detail.ownAddressHint}
          </p>
        </div>
        {lastHandshake && (
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <span className="text-muted">{t.detail.handshake}</span>
            <Badge tone={lastHandshake.ok ? 'ok' : 'bad'}>
              {lastHandshake.ok ? guide.handshake.ok : guide.handshake.failed}
            </Badge>
            <Time at={lastHandshake.at} look="ago" />
          </p>
        )}
      </div>
    </Card>
  )
}

/** Who the account is, and how it came to be connected. */
export function AboutCard({ account }: { account: AccountDetail }) {
  const { accounts: t } = useStrings()
  const format = useFormat()
  const reasonOf = useDisconnectText()
  const { connectedAt, connectedBy, login, disconnectedAt, inspectedAt, followers, quality, username } = account
  const way = login === null ? undefined : t.detail.logins[login]
  const reason = reasonOf(account)
  const items: (readonly [string, React.ReactNode])[] = [
    [t.detail.externalId, <code key="id">{account.externalId}</code>],
  ]
  if (username !== null) items.push([t.detail.username, <Outside key="username">{username}</Outside>])
  if (followers !== null) items.push([t.detail.followers, format.number(followers)])
  if (quality !== null)
    items.push([t.detail.quality, <Said key="quality" of={account.qualityReason ?? quoted(quality)} />])
  if (connectedAt !== null) items.push([t.detail.since, <Time key="since" at={connectedAt} />])
  if (connectedBy !== null && way !== undefined) items.push([t.detail.login, t.detail.by(connectedBy, way)])
  if (disconnectedAt !== null) items.push([t.detail.disconnected, <Time key="disconnected" at={disconnectedAt} />])
  if (disconnectedAt !== null && reason) items.push([t.detail.reason, <Said key="reason" of={reason} />])
  if (inspectedAt !== null) items.push([t.detail.checked, <Time key="checked" at={inspectedAt} look="ago" />])
  return (
    <Card title={t.detail.about}>
      <Facts items={items} />
    </Card>
  )
}
