import { useLocation } from 'wouter'
import { choose } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/card.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { usePlatformList } from '../../ui/platform.tsx'
import { Progress } from '../../ui/progress.tsx'
import { ErrorNote } from '../../ui/states.tsx'
import { commandLine } from './command.ts'
import { SendSample } from './send-sample.tsx'
import { Step } from './step.tsx'
import { useFirstSteps } from './use-first-steps.ts'

const LISTEN = commandLine('listen --forward-to http://localhost:3000/webhook')

/** From an empty hub to the first event that arrives somewhere. */
export default function Welcome() {
  const platform = usePlatformList()[0]?.id
  const [, go] = useLocation()
  const { welcome: t } = useStrings()
  const { overview, done, eventId, deliveredEventId } = useFirstSteps()
  const steps = [done.events, done.endpoints, done.accounts]
  const count = steps.filter(Boolean).length
  const all = count === steps.length
  return (
    <Page
      title={t.title}
      intro={t.intro}
      actions={
        <LinkButton href="/" kind="ghost">
          {t.toOverview}
        </LinkButton>
      }
    >
      {overview.error && <ErrorNote error={overview.error} onRetry={() => void overview.refetch()} />}
      <div className="max-w-md">
        <Progress label={t.progress} done={count} total={steps.length} />
      </div>
      <p role="status" className="sr-only">
        {all ? t.allDone : done.events ? t.event.arrived : ''}
      </p>
      {all && (
        <Notice tone="ok">
          <span className="flex flex-wrap items-center justify-between gap-3">
            {t.allDone}
            <Button
              onClick={() => {
                choose({ firstStepsDone: true })
                go('/')
              }}
            >
              {t.toOverview}
            </Button>
          </span>
        </Notice>
      )}
      <ol className="grid gap-4">
        <Step number={1} title={t.event.title} detail={t.event.detail} done={done.events}>
          {done.events && eventId !== undefined && (
            <p className="flex flex-wrap items-center gap-3 text-sm">
              <span className="font-medium text-ok">{t.event.arrived}</span>
              <LinkButton href={`/events/${eventId}`} kind="primary" icon="eye">
                {t.event.look}
              </LinkButton>
            </p>
          )}
          <SendSample first={!done.events} />
          <CopyField label={t.event.or} value={commandLine(`trigger ${platform} message`)} />
        </Step>
        <Step number={2} title={t.endpoint.title} detail={t.endpoint.detail} done={done.endpoints}>
          <div className="flex flex-wrap gap-2">
            {done.endpoints && <LinkButton href="/webhooks">{t.endpoint.look}</LinkButton>}
            <LinkButton
              href="/webhooks/new"
              icon="plus"
              kind={done.events && !done.endpoints ? 'primary' : 'secondary'}
            >
              {t.endpoint.add}
            </LinkButton>
          </div>
          <CopyField label={t.endpoint.or} value={LISTEN} />
        </Step>
        <Step number={3} title={t.account.title} detail={t.account.detail} done={done.accounts}>
          <div className="flex flex-wrap gap-2">
            {done.accounts && <LinkButton href="/accounts">{t.account.look}</LinkButton>}
            <LinkButton
              href="/accounts/connect"
              icon="plus"
              kind={done.events && done.endpoints && !done.accounts ? 'primary' : 'secondary'}
            >
              {t.account.connect}
            </LinkButton>
          </div>
        </Step>
      </ol>
      <section className="rounded-2xl border border-line border-dashed p-4 sm:p-5">
        <h2 className="font-semibold text-base">{t.inspect.title}</h2>
        <p className="mt-1 max-w-3xl text-muted text-sm">
          {deliveredEventId === undefined ? t.inspect.waiting : t.inspect.detail}
        </p>
        {deliveredEventId !== undefined && (
          <div className="mt-3">
            <LinkButton href={`/events/${deliveredEventId}`} icon="eye">
              {t.inspect.look}
            </LinkButton>
          </div>
        )}
      </section>
    </Page>
  )
}
