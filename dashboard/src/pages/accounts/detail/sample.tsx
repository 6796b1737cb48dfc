import type { Account } from '@hubbub/sdk'
import { useState } from 'react'
import { Link } from 'wouter'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { ErrorNote, QueryView } from '../../../ui/states.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { usePlatforms } from '../queries.ts'

/** Makes an event of the account and lets the hub take it in. */
export function SampleDialog({
  account,
  open,
  onClose,
}: {
  account: Pick<Account, 'id' | 'platform'>
  open: boolean
  onClose: () => void
}) {
  const { accounts: t, common } = useStrings()
  const client = useClient()
  const show = useToast()
  const platforms = usePlatforms()
  const [kind, setKind] = useState<string>()
  const send = useAction({
    run: () => client.testAccountEvent(account.id, { eventType: kind }),
    stale: [['accounts'], ['events']],
    quiet: true,
    onDone({ eventIds: [id] }) {
      show({
        tone: 'ok',
        title: t.actions.sampleSent,
        ...(id === undefined
          ? { detail: t.actions.sampleTwice }
          : {
              action: (
                <Link href={`/events/${id}`} className="inline-flex min-h-11 items-center text-accent underline">
                  {t.actions.sampleOpen}
                </Link>
              ),
            }),
      })
      onClose()
    },
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.actions.sample}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" icon="send" busy={send.isPending} onClick={() => send.mutate(undefined)}>
            {t.actions.sampleSend}
          </Button>
        </>
      }
    >
      <p className="text-muted text-sm">{t.actions.sampleHint}</p>
      <QueryView query={platforms} lines={1}>
        {({ data }) => {
          const samples = data.find(({ id }) => id === account.platform)?.samples ?? []
          return (
            <SelectField
              label={t.actions.sampleKind}
              value={kind ?? samples[0]?.kind ?? ''}
              options={samples.map(({ kind: value, description }) => ({
                value,
                label: `${value}: ${description}`,
              }))}
              onChange={(event) => setKind(event.target.value)}
            />
          )
        }}
      </QueryView>
      {send.error && <ErrorNote error={send.error} />}
    </Dialog>
  )
}
