import { type Endpoint, HubbubError } from '@hubbub/sdk'
import { useMayChange } from '../../api/session.tsx'
import { useAddressFilters } from '../../lib/address.ts'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import { Notice } from '../../ui/badge.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { Empty, QueryView } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { Actions } from './actions.tsx'
import { Logs } from './logs/logs.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { useWebhook } from './queries.ts'
import { Replays } from './replay/replays.tsx'
import { StateBadge } from './state.tsx'

const TABS = ['overview', 'logs', 'replays'] as const

/** One webhook: how it is, what was sent, what was replayed. */
export function WebhookDetail({ id }: { id: string }) {
  const { webhooks: t, common } = useStrings()
  const mayChange = useMayChange()
  const query = useWebhook(id)
  const webhook = query.data
  const gone = query.error instanceof HubbubError && query.error.status === 404
  return (
    <Page
      title={webhook && !gone ? withVisibleControls(webhook.url) : t.loadingOne}
      back={<BackLink href="/webhooks">{t.back}</BackLink>}
      intro={webhook && !gone && <Intro webhook={webhook} />}
      actions={webhook && !gone && <Actions webhook={webhook} />}
    >
      {gone ? (
        <Card>
          <Empty icon="search" title={t.gone.title} action={<LinkButton href="/webhooks">{t.back}</LinkButton>}>
            {t.gone.detail}
          </Empty>
        </Card>
      ) : (
        <>
          {!mayChange && <Notice tone="neutral">{common.readOnly}</Notice>}
          <QueryView query={query} lines={8}>
            {(found) => <Parts webhook={found} />}
          </QueryView>
        </>
      )}
    </Page>
  )
}

function Intro({ webhook }: { webhook: Endpoint }) {
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge webhook={webhook} />
      {webhook.description && (
        <span className="min-w-0 max-w-full">
          <UserText text={webhook.description} line />
        </span>
      )}
    </div>
  )
}

function Parts({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t } = useStrings()
  const { values, change } = useAddressFilters(['tab'])
  const selected = TABS.find((tab) => tab === values.tab) ?? 'overview'
  return (
    <Tabs
      label={t.tabs.label}
      tabs={TABS.map((tab) => ({ id: tab, label: t.tabs[tab] }))}
      selected={selected}
      onSelect={(tab) => change({ tab: tab === 'overview' ? undefined : tab })}
    >
      {selected === 'overview' && <OverviewTab webhook={webhook} />}
      {selected === 'logs' && <Logs webhook={webhook} />}
      {selected === 'replays' && <Replays webhook={webhook} />}
    </Tabs>
  )
}
