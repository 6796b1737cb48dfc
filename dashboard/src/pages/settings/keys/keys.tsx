import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { PagedList } from '../../../ui/paged-list.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { Empty } from '../../../ui/states.tsx'
import { CreateKey } from './create.tsx'
import { KeyRow } from './row.tsx'

/** API keys: who has one, a new one, and taking one back. */
export function Keys() {
  const { settings, common } = useStrings()
  const t = settings.keys
  const mayChange = useMayChange()
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<string>()
  return (
    <Card
      anchor="keys"
      title={settings.sections.keys}
      flush
      actions={
        <Button
          icon="plus"
          kind="primary"
          disabled={!mayChange}
          title={mayChange ? undefined : common.readOnly}
          onClick={() => setCreating(true)}
        >
          {t.create}
        </Button>
      }
    >
      <p className="px-4 pb-3 text-muted text-sm sm:px-5">{t.intro}</p>
      <KeyList />
      <CreateKey
        open={creating}
        onClose={() => setCreating(false)}
        onMade={({ key }) => {
          setCreating(false)
          setMade(key)
        }}
      />
      <ShownOnce title={t.madeTitle} label={t.key} value={made} onClose={() => setMade(undefined)} />
    </Card>
  )
}

function KeyList() {
  const { settings } = useStrings()
  const client = useClient()
  const query = useInfiniteQuery({
    queryKey: ['keys'],
    queryFn: ({ pageParam, signal }) => client.listKeys({ cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const empty = () => (
    <Empty icon="key" title={settings.keys.emptyTitle}>
      {settings.keys.emptyDetail}
    </Empty>
  )
  return (
    <PagedList query={query} lines={2} empty={empty}>
      {(key) => <KeyRow key={key.id} apiKey={key} />}
    </PagedList>
  )
}
