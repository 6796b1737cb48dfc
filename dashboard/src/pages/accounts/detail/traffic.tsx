import type { AccountDetail } from '@hubbub/sdk'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { quoted } from '../../../strings/sentences.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { Card, Facts } from '../../../ui/card.tsx'
import { Time } from '../../../ui/time.tsx'
import { useCauseText } from '../../rejections/cause.tsx'
import { ServerWords } from '../parts.tsx'

/** What came from the account, and what was refused. */
export function TrafficCard({ account }: { account: AccountDetail }) {
  const { accounts: t } = useStrings()
  const format = useFormat()
  const causeOf = useCauseText()
  const { lastRejection: rejection, lastEventAt, traffic } = account
  const cause = rejection && causeOf(rejection.cause, rejection.hint)
  return (
    <Card title={t.detail.traffic}>
      <div className="grid gap-4">
        <Facts
          items={[
            [t.list.lastEvent, lastEventAt === null ? t.list.noEvent : <Time key="last" at={lastEventAt} look="ago" />],
            [t.detail.events24, format.number(traffic.events)],
            [t.detail.rejections24, format.number(traffic.rejections)],
            [
              t.detail.lastRejection,
              rejection && cause ? (
                <span key="rejection">
                  {cause.title}, <Time at={rejection.at} look="ago" />
                </span>
              ) : (
                t.detail.noRejection
              ),
            ],
          ]}
        />
        {rejection && cause && (
          <div className="grid gap-1 text-sm">
            <p>
              {cause.meaning} {cause.action}
            </p>
            <ServerWords of={quoted(rejection.detail)} />
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/events?account=${account.id}`}>{t.detail.seeEvents}</LinkButton>
          <LinkButton href={`/rejections?platform=${account.platform}`}>{t.detail.seeRejections}</LinkButton>
        </div>
      </div>
    </Card>
  )
}
