import type { Overview } from '@hubbub/sdk'
import { cx } from '../../lib/cx.ts'
import { choose, usePreferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Progress } from '../../ui/progress.tsx'
import { StepMark } from '../welcome/step-mark.tsx'

/** How far a new hub has come; gone when all is done, or when it was put away. */
export function FirstSteps({ firstRun }: { firstRun: Overview['firstRun'] }) {
  const { firstSteps: t } = useStrings().overview
  const { firstStepsDone } = usePreferences()
  const steps = [
    [firstRun.events, t.steps.events],
    [firstRun.endpoints, t.steps.endpoints],
    [firstRun.accounts, t.steps.accounts],
  ] as const
  const done = steps.filter(([is]) => is).length
  if (firstStepsDone || done === steps.length) return null
  return (
    <Card
      title={t.title}
      actions={
        <>
          <Button kind="ghost" onClick={() => choose({ firstStepsDone: true })}>
            {t.putAway}
          </Button>
          <LinkButton href="/welcome" kind="primary" icon="forward">
            {t.open}
          </LinkButton>
        </>
      }
    >
      <div className="grid items-center gap-x-8 gap-y-3 md:grid-cols-[14rem_1fr]">
        <Progress label={t.progress} done={done} total={steps.length} />
        <ol className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
          {steps.map(([is, name]) => (
            <li key={name} className={cx('flex items-center gap-2', is && 'text-muted')}>
              <StepMark done={is} />
              {name}
            </li>
          ))}
        </ol>
      </div>
    </Card>
  )
}
