import type { Platform, PlatformTest } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { useCauseText } from '../../rejections/cause.tsx'
import { ServerWords } from '../parts.tsx'
import { Signal } from './step.tsx'

/** Whether the platform has called the callback address; live. */
export function Handshake({ platform }: { platform: Platform }) {
  const { handshake: t } = useStrings().accounts.guide
  const causeOf = useCauseText()
  const { owner, noHandshake } = platform.console
  if (!platform.handshake) return <p className="text-muted text-sm">{noHandshake}</p>
  const { lastHandshake } = platform
  const cause = causeOf('verification_failed')
  return (
    <div className="grid gap-3">
      <h3 className="font-medium text-sm">{t.title}</h3>
      {lastHandshake === null ? (
        <Signal state="waiting" title={t.waiting(owner ?? platform.name)}>
          <p className="text-muted">{t.waitingDetail}</p>
        </Signal>
      ) : (
        <Signal state={lastHandshake.ok ? 'ok' : 'bad'} title={lastHandshake.ok ? t.ok : t.failed}>
          {!lastHandshake.ok && (
            <p>
              {cause.meaning} {cause.action}
            </p>
          )}
          <p className="text-muted">
            {t.at} <Time at={lastHandshake.at} />
          </p>
        </Signal>
      )}
      <AskOwner platform={platform} />
    </div>
  )
}

/** Asks the platform where it sends the events of the app. */
function AskOwner({ platform }: { platform: Platform }) {
  const { common } = useStrings()
  const { handshake: t } = useStrings().accounts.guide
  const client = useClient()
  const mayChange = useMayChange()
  const [result, setResult] = useState<PlatformTest>()
  const owner = platform.console.owner ?? platform.name
  const ask = useAction({ run: () => client.testPlatform(platform.id), quiet: true, onDone: setResult })
  return (
    <div className="grid gap-2">
      <div>
        <Button
          icon="retry"
          busy={ask.isPending}
          disabled={!mayChange}
          title={mayChange ? undefined : common.readOnly}
          onClick={() => ask.mutate(undefined)}
        >
          {t.ask(owner)}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-2 empty:hidden">
        {ask.error && <ErrorNote error={ask.error} />}
        {!ask.error && result && (
          <Notice tone={!result.asked ? 'neutral' : result.ok ? 'ok' : 'warn'}>
            <p>{!result.asked ? platform.console.cannotAsk : result.ok ? t.asked(owner) : t.problem(owner)}</p>
            {result.reason && <ServerWords of={result.reason} />}
            {result.fields.length > 0 && (
              <p className="text-muted wrap-anywhere">
                {t.fieldsThere}: {result.fields.join(', ')}
              </p>
            )}
          </Notice>
        )}
      </div>
    </div>
  )
}
