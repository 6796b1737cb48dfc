import type { Account } from '@hubbub/sdk'
import { useId, useState } from 'react'
import { useAllAccounts } from '../../../api/lists.ts'
import { withVisibleControls } from '../../../lib/hostile-text.ts'
import { useStrings } from '../../../strings/index.tsx'
import { CheckField, SearchField } from '../../../ui/field.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { RadioGroup } from '../../../ui/radio.tsx'
import { QueryView } from '../../../ui/states.tsx'

/** So many can be looked through without a search. */
const FEW = 8

interface Choice {
  readonly chosen: readonly string[]
  readonly onChange: (changes: { some?: boolean; accounts?: readonly string[] }) => void
}

/** All accounts, or some of them. */
export function AccountPicker({ some, error, ...choice }: Choice & { some: boolean; error: string | undefined }) {
  const { form: t } = useStrings().webhooks
  const query = useAllAccounts()
  const id = useId()
  return (
    <div className="grid gap-2">
      <RadioGroup
        label={t.accounts}
        hideLabel
        value={some ? 'some' : 'all'}
        onChange={(value) => choice.onChange({ some: value === 'some' })}
        choices={[
          { value: 'all', label: t.accountsAll, hint: t.accountsAllHint },
          { value: 'some', label: t.accountsSome },
        ]}
      />
      {some && (
        <fieldset
          className="grid min-w-0 gap-2 pl-7 outline-none"
          aria-label={t.accountsList}
          aria-describedby={error ? id : undefined}
          tabIndex={error ? -1 : undefined}
          data-fault={error ? true : undefined}
        >
          {error && (
            <p id={id} className="text-bad text-sm">
              {error}
            </p>
          )}
          <QueryView query={query}>{({ rows }) => <Accounts accounts={rows} {...choice} />}</QueryView>
        </fieldset>
      )}
    </div>
  )
}

function Accounts({ accounts, chosen, onChange }: Choice & { accounts: readonly Account[] }) {
  const { form: t } = useStrings().webhooks
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const known = new Set(accounts.map(({ id }) => id))
  const gone = chosen.filter((id) => !known.has(id))
  const fitting = accounts.filter((account) => textOf(account).toLowerCase().includes(words))
  const toggle = (id: string, on: boolean) =>
    onChange({ accounts: on ? [...chosen, id] : chosen.filter((each) => each !== id) })
  if (accounts.length === 0 && gone.length === 0) return <p className="text-muted text-sm">{t.noAccounts}</p>
  return (
    <>
      {accounts.length > FEW && <SearchField label={t.findAccounts} value={search} onChange={setSearch} />}
      <div className="grid max-h-96 overflow-y-auto sm:grid-cols-2">
        {fitting.map((account) => (
          <CheckField
            key={account.id}
            checked={chosen.includes(account.id)}
            onChange={(event) => toggle(account.id, event.target.checked)}
            label={
              <span className="flex items-center gap-2">
                <PlatformMark platform={account.platform} />
                <bdi className="wrap-anywhere">{withVisibleControls(nameOf(account))}</bdi>
              </span>
            }
          />
        ))}
        {gone.map((id) => (
          <CheckField
            key={id}
            checked
            onChange={() => toggle(id, false)}
            label={<code className="text-xs">{id}</code>}
            hint={t.accountGone}
          />
        ))}
      </div>
    </>
  )
}

function textOf({ platform, username, name, externalId }: Account): string {
  return `${platform} ${username ?? ''} ${name ?? ''} ${externalId}`
}

export function nameOf({ username, name, externalId }: Pick<Account, 'username' | 'name' | 'externalId'>): string {
  return username ?? name ?? externalId
}
