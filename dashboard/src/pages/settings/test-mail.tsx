import type { Settings } from '@hubbub/sdk'
import { useMutation } from '@tanstack/react-query'
import { useClient, useMayChange } from '../../api/session.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/states.tsx'

/** Sends a mail now, and shows what the mail server said. */
export function TestMail({ settings, dirty }: { settings: Settings; dirty: boolean }) {
  const { settings: all, common } = useStrings()
  const t = all.alerts
  const client = useClient()
  const mayChange = useMayChange()
  const test = useMutation({ mutationFn: () => client.sendTestAlert() })
  const obstacle = !mayChange
    ? common.readOnly
    : !settings.mailConfigured
      ? t.mailOff
      : dirty
        ? t.testUnsaved
        : settings.alertEmails.length === 0
          ? t.nobody
          : undefined
  return (
    <div className="grid gap-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon="send" busy={test.isPending} disabled={obstacle !== undefined} onClick={() => test.mutate()}>
          {t.test}
        </Button>
        {obstacle && <p className="text-muted text-sm">{obstacle}</p>}
      </div>
      <div role="status" className="empty:hidden">
        {test.data?.sent && <Notice tone="ok">{t.testSent}</Notice>}
        {test.data && !test.data.sent && (
          <Notice tone="bad">
            {t.testFailed} <bdi className="wrap-anywhere">{test.data.problem}</bdi> {t.testFailedHow}
          </Notice>
        )}
      </div>
      {test.error && <ErrorNote error={test.error} />}
    </div>
  )
}
