import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useMayChange } from '../../api/session.tsx'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Notice, type Tone } from '../../ui/badge.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card, Facts } from '../../ui/card.tsx'
import { Time } from '../../ui/time.tsx'
import { Configuration } from './configuration.tsx'
import { RotateSecret } from './secret/rotate.tsx'
import { type Condition, conditionOf, LastError, StateBadge, StateDetail, Success } from './state.tsx'

const TONES: Readonly<Record<Condition, Tone>> = { enabled: 'ok', failing: 'warn', paused: 'info', disabled: 'bad' }

/** How a webhook is, and how it is set. */
export function OverviewTab({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t, common } = useStrings()
  const format = useFormat()
  const condition = conditionOf(webhook)
  const troubled = condition === 'failing' || condition === 'disabled'
  return (
    <div className="grid gap-4 sm:gap-5">
      {condition !== 'enabled' && (
        <Notice tone={TONES[condition]}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium empty:hidden">
                <StateDetail webhook={webhook} />
              </p>
              <p className="text-ink">{t.stateMeans[condition]}</p>
            </div>
            {troubled && (
              <LinkButton href={`/webhooks/${webhook.id}?tab=logs&status=failed`}>{t.seeFailures}</LinkButton>
            )}
          </div>
        </Notice>
      )}
      <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-2">
        <Card title={t.health}>
          <Facts
            items={[
              [t.facts.state, <StateBadge key="state" webhook={webhook} />],
              [t.facts.success, <Success key="rate" rate={webhook.successRate} />],
              [
                t.facts.lastDelivery,
                webhook.lastDeliveryAt === null ? common.never : <Time key="last" at={webhook.lastDeliveryAt} />,
              ],
              [t.facts.failures, format.number(webhook.failures)],
              ...(webhook.lastError === null
                ? []
                : [[t.facts.lastError, <LastError key="error" error={webhook.lastError} />] as const]),
              ...(webhook.failingSince === null
                ? []
                : [[t.failingSince, <Time key="failing" at={webhook.failingSince} />] as const]),
              [t.facts.created, <Time key="created" at={webhook.createdAt} />],
              [t.facts.updated, <Time key="updated" at={webhook.updatedAt} />],
              [
                t.facts.id,
                <code key="id" className="text-xs">
                  {webhook.id}
                </code>,
              ],
            ]}
          />
        </Card>
        <Configuration webhook={webhook} />
        <Secret webhook={webhook} />
      </div>
    </div>
  )
}

function Secret({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t, common } = useStrings()
  const mayChange = useMayChange()
  const [rotating, setRotating] = useState(false)
  return (
    <Card title={t.secret.section}>
      <div className="grid justify-items-start gap-3 text-sm">
        <p className="text-muted">{t.secret.sectionDetail}</p>
        {webhook.previousSecretUntil !== null && (
          <Notice tone="info">
            {t.secret.bothUntil} <Time at={webhook.previousSecretUntil} />
          </Notice>
        )}
        <Button
          icon="key"
          disabled={!mayChange}
          title={mayChange ? undefined : common.readOnly}
          onClick={() => setRotating(true)}
        >
          {t.actions.rotate}
        </Button>
        {rotating && <RotateSecret webhook={webhook} onClose={() => setRotating(false)} />}
      </div>
    </Card>
  )
}
