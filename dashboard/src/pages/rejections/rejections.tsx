import { useAddressFilters } from '../../lib/address.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { SelectField } from '../../ui/field.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { PlatformField } from '../../ui/platform-field.tsx'
import { Empty, QueryView } from '../../ui/states.tsx'
import { CauseFilter } from './cause-filter.tsx'
import { type RejectionFilters, useCauseCounts, useRejections } from './queries.ts'
import { RejectionRow } from './row.tsx'

const SPANS = ['1h', '24h', '7d', '30d'] as const
const DEFAULT_SPAN = '24h'

/** The refused requests, and what to do about each cause. */
export default function Rejections() {
  const { rejections: t } = useStrings()
  const { values, change, clear } = useAddressFilters(['platform', 'cause', 'since'])
  const filters: RejectionFilters = { ...values, since: values.since ?? DEFAULT_SPAN }
  const counts = useCauseCounts(filters)
  // A moment of another page's making is kept as it is.
  const spans: readonly string[] = (SPANS as readonly string[]).includes(filters.since)
    ? SPANS
    : [...SPANS, filters.since]
  const spanNames: Readonly<Record<string, string>> = t.spans
  return (
    <Page title={t.title} intro={t.intro}>
      <div className="grid grid-cols-2 gap-3 sm:flex">
        <PlatformField
          label={t.platform}
          all={t.allPlatforms}
          value={filters.platform}
          onChange={(platform) => change({ platform })}
        />
        <SelectField
          label={t.since}
          className="sm:w-48"
          value={filters.since}
          options={spans.map((value) => ({ value, label: spanNames[value] ?? value }))}
          onChange={(event) => change({ since: event.target.value === DEFAULT_SPAN ? undefined : event.target.value })}
        />
      </div>
      <QueryView query={counts} lines={1}>
        {(found) => (
          <>
            <CauseFilter counts={found} selected={filters.cause} onSelect={(cause) => change({ cause })} />
            <Card title={t.list} flush>
              <RejectionList
                filters={filters}
                counted={found.reduce((sum, { count }) => sum + count, 0)}
                onClear={clear}
              />
            </Card>
          </>
        )}
      </QueryView>
    </Page>
  )
}

function RejectionList({
  filters,
  counted,
  onClear,
}: {
  filters: RejectionFilters
  counted: number
  onClear: () => void
}) {
  const { rejections: t, common } = useStrings()
  const query = useRejections(filters)
  const empty = () =>
    filters.platform === undefined && filters.cause === undefined && counted === 0 ? (
      <Empty icon="check" title={t.good} action={<LinkButton href="/accounts">{t.toAccounts}</LinkButton>}>
        {t.goodDetail} {t.goodNever}
      </Empty>
    ) : (
      <Empty icon="filter" title={t.noneOfThese} action={<Button onClick={onClear}>{common.clearFilters}</Button>}>
        {counted > 0 && t.sampled}
      </Empty>
    )
  return (
    <PagedList query={query} end empty={empty}>
      {(rejection) => <RejectionRow key={rejection.id} rejection={rejection} />}
    </PagedList>
  )
}
