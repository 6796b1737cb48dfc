import type { Account } from '@hubbub/sdk'
import { useAddressFilters } from '../../lib/address.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { SelectField } from '../../ui/field.tsx'
import { MoreRows, rowsOf } from '../../ui/paged-list.tsx'
import { usePlatformList, usePlatformName } from '../../ui/platform.tsx'
import { PlatformField } from '../../ui/platform-field.tsx'
import { Empty, ErrorNote, Loading } from '../../ui/states.tsx'
import { useLiveAccounts } from './live.ts'
import { useAccounts } from './queries.ts'
import { AccountRow } from './row.tsx'

const STATES = ['connected', 'disconnected', 'discovered'] as const

/** Every account by platform, with how it is. */
export function AccountList() {
  const { accounts: t, common } = useStrings()
  const nameOf = usePlatformName()
  const platforms = usePlatformList()
  const { values, change, clear } = useAddressFilters(['platform', 'state'])
  const state = STATES.find((each) => each === values.state)
  const query = useAccounts({ platform: values.platform, state })
  useLiveAccounts()
  const filtered = values.platform !== undefined || state !== undefined
  const { data, error, refetch } = query
  const rows = rowsOf(query)
  const connect = (
    <LinkButton href="/accounts/connect" kind="primary" icon="plus">
      {t.connect}
    </LinkButton>
  )
  return (
    <Page title={t.title} intro={t.intro} actions={connect}>
      {(rows.length > 0 || filtered) && (
        <div className="grid grid-cols-2 gap-3 sm:flex">
          <PlatformField
            label={t.list.platform}
            all={common.all}
            value={values.platform}
            onChange={(platform) => change({ platform })}
          />
          <SelectField
            label={t.list.state}
            className="sm:w-48"
            value={state ?? ''}
            options={[{ value: '', label: common.all }, ...STATES.map((value) => ({ value, label: t.states[value] }))]}
            onChange={(event) => change({ state: event.target.value })}
          />
        </div>
      )}
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Card>
          <Loading />
        </Card>
      )}
      {data && rows.length === 0 && (
        <Card>
          {filtered ? (
            <Empty
              icon="filter"
              title={t.list.noneOfThese}
              action={<Button onClick={clear}>{common.clearFilters}</Button>}
            />
          ) : (
            <Empty icon="accounts" title={t.list.empty} action={connect}>
              {t.list.emptyDetail}
            </Empty>
          )}
        </Card>
      )}
      {byPlatform(rows, platforms).map(([platform, accounts]) => (
        <Card key={platform} title={nameOf(platform)} flush>
          <ul className="border-line border-t">
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </ul>
        </Card>
      ))}
      <MoreRows query={query} />
    </Page>
  )
}

/** In the order of the platforms everywhere else; what needs a look first. */
function byPlatform(rows: readonly Account[], platforms: readonly { id: string }[]): (readonly [string, Account[]])[] {
  const groups = new Map<string, Account[]>(platforms.map(({ id }) => [id, []]))
  for (const account of rows) {
    const group = groups.get(account.platform) ?? []
    group.push(account)
    groups.set(account.platform, group)
  }
  const rank = ({ state, problems }: Account) => (state === 'discovered' ? 2 : problems.length > 0 ? 0 : 1)
  return [...groups]
    .filter(([, accounts]) => accounts.length > 0)
    .map(([platform, accounts]) => [platform, accounts.sort((a, b) => rank(a) - rank(b))] as const)
}
