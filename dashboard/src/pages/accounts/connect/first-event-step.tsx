import type { Platform } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { SampleDialog } from '../detail/sample.tsx'
import { TestResult } from '../detail/test-result.tsx'
import { useAccount } from '../queries.ts'
import { Signal, Step } from './step.tsx'

const LOOK_MS = 2000

/** The proof that it works: an event of the account. */
export function FirstEventStep({
  platform,
  ids,
  heading,
}: {
  platform: Platform
  ids: readonly string[]
  heading: Ref<HTMLHeadingElement>
}) {
  const { first: t } = useStrings().accounts.guide
  const [id] = ids
  const event = useFirstEvent(ids)
  return (
    <Step number={3} title={t.title} done={event !== undefined} heading={heading}>
      {id === undefined ? (
        <p className="text-muted text-sm">{t.locked}</p>
      ) : (
        <div className="grid gap-4">
          {event === undefined ? (
            <Signal state="waiting" title={t.waiting}>
              <p className="text-muted">{t.waitingDetail}</p>
            </Signal>
          ) : (
            <Signal state="ok" title={t.arrived}>
              <div className="pt-1">
                <LinkButton href={`/events/${event}`}>{t.open}</LinkButton>
              </div>
            </Signal>
          )}
          <Tries platform={platform} id={id} />
        </div>
      )}
    </Step>
  )
}

/** What can be done instead of waiting. */
function Tries({ platform, id }: { platform: Platform; id: string }) {
  const { common } = useStrings()
  const guide = useStrings().accounts.guide
  const client = useClient()
  const mayChange = useMayChange()
  const [sample, setSample] = useState(false)
  const test = useAction({ run: () => client.testAccount(id), stale: [['accounts']] })
  const locked = mayChange ? {} : { disabled: true, title: common.readOnly }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button icon="send" onClick={() => setSample(true)} {...locked}>
          {guide.first.sample}
        </Button>
        {platform.console.call !== null && (
          <Button icon="bolt" busy={test.isPending} onClick={() => test.mutate(undefined)} {...locked}>
            {platform.console.call}
          </Button>
        )}
      </div>
      <div aria-live="polite" className="empty:hidden">
        {test.data && <TestResult result={test.data} onClose={() => test.reset()} />}
      </div>
      <SampleDialog account={{ id, platform: platform.id }} open={sample} onClose={() => setSample(false)} />
    </>
  )
}

/** The id of an event that came from one of the accounts since it was connected. */
function useFirstEvent(ids: readonly string[]): string | undefined {
  const client = useClient()
  const [id] = ids
  const connectedAt = useAccount(id).data?.connectedAt
  const { data } = useQuery({
    queryKey: ['events', 'first', ...ids],
    enabled: id !== undefined && connectedAt !== undefined,
    queryFn: async ({ signal }) => {
      for (const account of ids) {
        const { data: events } = await client.listEvents(
          { account, data: false, limit: 20, ...(connectedAt ? { since: connectedAt } : {}) },
          { signal },
        )
        // Those that the hub tells of the account itself do not count.
        const came = events.filter(({ type }) => !type.startsWith('account.')).at(-1)
        if (came) return came.id
      }
      return null
    },
    refetchInterval: ({ state }) => (state.data ? false : LOOK_MS),
  })
  return data ?? undefined
}
