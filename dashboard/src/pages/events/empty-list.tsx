import { useStrings } from '../../strings/index.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { searchOf } from './filters/filters.ts'
import type { FilterControl } from './filters/use-filters.ts'

/** No event: because there is none yet, or because of the filters. */
export function EmptyList({ control }: { control: FilterControl }) {
  const { common, events } = useStrings()
  const t = events.list
  if (searchOf(control.filters) === '')
    return (
      <Empty
        icon="events"
        title={t.empty}
        action={
          <>
            <LinkButton href="/welcome" kind="primary">
              {t.firstSteps}
            </LinkButton>
            <LinkButton href="/accounts">{t.connect}</LinkButton>
          </>
        }
      >
        {t.emptyDetail}
      </Empty>
    )
  return (
    <Empty icon="filter" title={t.noMatch} action={<Button onClick={control.clear}>{common.clearFilters}</Button>}>
      {t.noMatchDetail}
    </Empty>
  )
}
