import type { Endpoint } from '@hubbub/sdk'
import { useEffect, useRef } from 'react'
import { useClient } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Button, Spinner } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/states.tsx'
import { Answer } from './logs/answer.tsx'

/** Sends a test event at once, and shows what the application answers. */
export function TestDialog({ webhook, onClose }: { webhook: Endpoint; onClose: () => void }) {
  const { webhooks: t, common } = useStrings()
  const client = useClient()
  const test = useAction({ run: () => client.testWebhook(webhook.id), stale: [['webhooks']], quiet: true })
  const begun = useRef(false)
  const { mutate } = test
  // Once, also where effects run twice.
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    mutate(undefined)
  }, [mutate])
  const { data } = test
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t.delivery.test.title}
      footer={
        <>
          <Button icon="send" busy={test.isPending} onClick={() => mutate(undefined)}>
            {t.delivery.test.again}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <p className="text-muted text-sm">{t.delivery.test.note}</p>
      <div aria-live="polite" className="grid gap-3">
        {test.isPending && (
          <p className="flex items-center gap-3">
            <Spinner />
            {t.delivery.test.sending}
          </p>
        )}
        {!test.isPending && data && data.attempt === null && <Notice tone="warn">{t.delivery.test.pending}</Notice>}
        {!test.isPending && data?.attempt && (
          <div className={data.success ? '' : 'sr-only'}>
            <Notice tone={data.success ? 'ok' : 'bad'}>
              {data.success ? t.delivery.test.success : t.delivery.test.failure}
            </Notice>
          </div>
        )}
      </div>
      {!test.isPending && data?.attempt && <Answer attempt={data.attempt} />}
      {!test.isPending && test.error && <ErrorNote error={test.error} />}
    </Dialog>
  )
}
