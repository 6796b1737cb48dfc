import type { Endpoint } from '@hubbub/sdk'
import { type Some, useAllWebhooks } from '../../api/lists.ts'
import { useMayChange } from '../../api/session.tsx'
import { useAddressFilters } from '../../lib/address.ts'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { SearchField, SelectField } from '../../ui/field.tsx'
import { Empty, QueryView } from '../../ui/states.tsx'
import { WebhookRow } from './list-row.tsx'
import { REFRESH_MS } from './queries.ts'
import { conditionOf } from './state.tsx'

const CONDITIONS = ['all', 'enabled', 'failing', 'paused', 'disabled'] as const

/** Every webhook, with how it is. */
export function WebhookList() {
  const { webhooks: t, common } = useStrings()
  const mayChange = useMayChange()
  const query = useAllWebhooks(REFRESH_MS)
  return (
    <Page title={t.title} intro={t.intro} actions={<AddButton mayChange={mayChange} />}>
      {!mayChange && <Notice tone="neutral">{common.readOnly}</Notice>}
      <QueryView query={query}>{(some) => <Found some={some} mayChange={mayChange} />}</QueryView>
    </Page>
  )
}

function AddButton({ mayChange }: { mayChange: boolean }) {
  const { webhooks: t, common } = useStrings()
  if (!mayChange)
    return (
      <Button icon="plus" disabled title={common.readOnly}>
        {t.add}
      </Button>
    )
  return (
    <LinkButton href="/webhooks/new" kind="primary" icon="plus">
      {t.add}
    </LinkButton>
  )
}

function Found({ some: { rows, partial }, mayChange }: { some: Some<Endpoint>; mayChange: boolean }) {
  const { webhooks: t, common } = useStrings()
  const format = useFormat()
  const { values, change, clear } = useAddressFilters(['q', 'state'])
  const { q = '', state = 'all' } = values
  const wanted = q.toLowerCase()
  const fitting = rows.filter(
    (webhook) =>
      (state === 'all' || conditionOf(webhook) === state) &&
      `${webhook.url}\n${webhook.description ?? ''}`.toLowerCase().includes(wanted),
  )
  if (rows.length === 0)
    return (
      <Card>
        <Empty icon="webhooks" title={t.empty.title} action={<AddButton mayChange={mayChange} />}>
          {t.empty.detail}
        </Empty>
      </Card>
    )
  return (
    <>
      <search className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <SearchField label={t.search} value={q} onChange={(text) => change({ q: text }, { replace: true })} />
        <SelectField
          label={t.stateFilter}
          hideLabel
          value={state}
          options={CONDITIONS.map((value) => ({ value, label: t.states[value] }))}
          onChange={(event) => change({ state: event.target.value === 'all' ? undefined : event.target.value })}
        />
      </search>
      {partial && <Notice tone="warn">{t.partial(format.number(rows.length))}</Notice>}
      <p className="sr-only" role="status">
        {t.shown(format.number(fitting.length), format.number(rows.length))}
      </p>
      <Card flush>
        {fitting.length === 0 ? (
          <Empty icon="search" title={t.noMatch.title} action={<Button onClick={clear}>{common.clearFilters}</Button>}>
            {t.noMatch.detail}
          </Empty>
        ) : (
          <ul aria-label={t.list} className="divide-y divide-line">
            {fitting.map((webhook) => (
              <WebhookRow key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}
