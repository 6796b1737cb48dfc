import type { ApiKey } from '@hubbub/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { Empty, ErrorNote, Loading } from '../../../ui/states.tsx'
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
  const { settings, common } = useStrings()
  const client = useClient()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['keys'],
    queryFn: ({ pageParam, signal }) => client.listKeys({ cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const fault = error && (
    <div className="px-4 pb-4">
      <ErrorNote error={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />
    </div>
  )
  if (!data)
    return (
      fault || (
        <div className="px-4 pb-4">
          <Loading lines={2} />
        </div>
      )
    )
  const keys: readonly ApiKey[] = data.pages.flatMap((page) => page.data)
  if (keys.length === 0)
    return (
      <Empty icon="key" title={settings.keys.emptyTitle}>
        {settings.keys.emptyDetail}
      </Empty>
    )
  return (
    <>
      <ul className="border-line border-t">
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
      {fault}
      {hasNextPage && (
        <div className="flex justify-center p-3">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? common.loadingMore : common.loadMore}
          </Button>
        </div>
      )}
    </>
  )
}
