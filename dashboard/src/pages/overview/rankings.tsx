import type { Stats } from '@hubbub/sdk'
import type { ReactNode } from 'react'
import { ChartCard } from '../../charts/chart-card.tsx'
import { Ranked, type RankedItem } from '../../charts/ranked.tsx'
import { useFormat } from '../../lib/format.ts'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { accountName, useCauseTitle } from './names.ts'

/** In a list; the table has all that the hub told. */
const SHOWN = 6

function link(path: string, filters: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(filters)}`
}

/** Why requests were refused. */
export function Refusals({ stats }: { stats: Stats | undefined }) {
  const { charts: t } = useStrings().overview
  const causeOf = useCauseTitle()
  const items = stats?.rejections.map(({ cause, count }) => ({
    id: cause,
    label: causeOf(cause),
    count,
    href: link('/rejections', { cause }),
  }))
  return <Ranking title={t.rejections} name={t.name.rejections} items={items} none={t.noRejections} />
}

/** What there is most of: types, platforms, accounts, people. */
export function Rankings({ stats }: { stats: Stats | undefined }) {
  const { overview } = useStrings()
  const t = overview.charts
  const on = (platform: string, name: string) => (
    <span className="flex items-center gap-2">
      <PlatformMark platform={platform} />
      <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
    </span>
  )
  const platforms = stats?.byPlatform.map(({ platform, count }) => ({
    id: platform,
    label: <PlatformMark platform={platform} named />,
    count,
    href: link('/events', { platform }),
  }))
  const types = stats?.byType.map(({ type, count }) => ({
    id: type,
    label: type,
    count,
    href: link('/events', { type }),
  }))
  const accounts = stats?.byAccount.map((account) => ({
    id: account.accountId,
    label: on(account.platform, accountName(account)),
    count: account.count,
    href: link('/events', { account: account.accountId }),
  }))
  const users = stats?.mostActiveUsers.map(({ platform, senderId, count }) => ({
    id: `${platform} ${senderId}`,
    label: on(platform, withVisibleControls(senderId)),
    count,
    // The list looks for texts of two characters or more.
    ...(senderId.length > 1 && { href: link('/events', { platform, q: senderId }) }),
  }))
  return (
    <div className="grid gap-4 sm:gap-5 sm:grid-cols-2 xl:grid-cols-4">
      <Ranking title={t.types} name={t.name.types} items={types} none={t.none} />
      <Ranking title={t.platforms} name={t.name.platforms} items={platforms} none={t.none} />
      <Ranking title={t.accounts} name={t.name.accounts} items={accounts} none={t.none} />
      <Ranking title={t.users} name={t.name.users} items={users} none={t.none} />
    </div>
  )
}

function Ranking({
  title,
  name,
  items,
  none,
}: {
  title: string
  name: string
  items: readonly RankedItem[] | undefined
  none: ReactNode
}) {
  const { overview } = useStrings()
  const format = useFormat()
  return (
    <ChartCard
      title={title}
      pending={!items}
      table={{
        columns: [name, overview.charts.count],
        rows: (items ?? []).map(({ id, label, count }) => ({ id, cells: [label, format.number(count)] })),
      }}
      empty={items?.length === 0 ? <p className="py-6 text-center text-muted text-sm">{none}</p> : undefined}
    >
      <Ranked items={items?.slice(0, SHOWN) ?? []} />
    </ChartCard>
  )
}
