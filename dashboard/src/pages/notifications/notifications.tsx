import type { Notification } from '@hubbub/sdk'
import { useAddressFilters } from '../../lib/address.ts'
import { choose } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { SelectField } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Choices } from './choices.tsx'
import { DesktopChoice } from './desktop-choice.tsx'
import { useKinds } from './kinds.ts'
import { NotificationList } from './list.tsx'
import { useRecent } from './recent.ts'
import { useUnread } from './unread.tsx'

/** What needs a person and what is good to know, with its history and what of it pops up. */
export default function Notifications() {
  const { notifications: t } = useStrings()
  const { values, change } = useAddressFilters(['type'])
  const kind = useKinds().find((each) => each === values.type)
  return (
    <Page title={t.title} intro={t.intro} actions={<MarkRead />}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t.list} flush actions={<KindFilter kind={kind} onChange={(type) => change({ type })} />}>
          <div className="pt-2">
            <NotificationList kind={kind} onClear={() => change({ type: undefined })} />
          </div>
        </Card>
        <div className="grid gap-4">
          <Choices />
          <DesktopChoice />
        </div>
      </div>
    </Page>
  )
}

function KindFilter({
  kind,
  onChange,
}: {
  kind: Notification['type'] | undefined
  onChange: (kind: string | undefined) => void
}) {
  const { notifications: t } = useStrings()
  const kinds = useKinds()
  return (
    <SelectField
      label={t.kind}
      hideLabel
      value={kind ?? ''}
      options={[{ value: '', label: t.allKinds }, ...kinds.map((value) => ({ value, label: t.types[value].name }))]}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** By the hub's time of the newest one: the clock of this machine may be wrong. */
function MarkRead() {
  const { notifications: t } = useStrings()
  const show = useToast()
  const unread = useUnread()
  const { data } = useRecent()
  const mark = () => {
    choose({ notificationsSeenAt: data?.[0]?.at ?? new Date().toISOString() })
    show({ tone: 'ok', title: t.markedRead })
  }
  return (
    <Button icon="check" aria-disabled={unread === 0} onClick={() => unread > 0 && mark()}>
      {t.markRead}
    </Button>
  )
}
