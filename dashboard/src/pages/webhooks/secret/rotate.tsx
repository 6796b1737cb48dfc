import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { ErrorNote } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { SecretDialog } from './secret-dialog.tsx'

const OVERLAPS = { none: '0s', hour: '1h', day: '24h', week: '7d', month: '30d' } as const
type Overlap = keyof typeof OVERLAPS
const NAMES = ['day', 'none', 'hour', 'week', 'month'] as const

/** Puts another secret in place of the one there is, and shows it once. */
export function RotateSecret({ webhook, onClose }: { webhook: Endpoint; onClose: () => void }) {
  const { secret: t } = useStrings().webhooks
  const client = useClient()
  const [overlap, setOverlap] = useState<Overlap>('day')
  const rotate = useAction({
    run: () => client.rotateWebhookSecret(webhook.id, { overlap: OVERLAPS[overlap] }),
    stale: [['webhooks']],
    quiet: true,
  })
  if (rotate.data) {
    const { secret, previousSecretUntil } = rotate.data
    return (
      <SecretDialog
        title={t.rotated}
        secret={secret}
        note={
          previousSecretUntil !== null && (
            <p>
              {t.rotate.until} <Time at={previousSecretUntil} />
            </p>
          )
        }
        onClose={onClose}
      />
    )
  }
  return (
    <Confirm
      open
      kind="primary"
      onClose={onClose}
      onConfirm={() => rotate.mutate(undefined)}
      busy={rotate.isPending}
      title={t.rotate.title}
      action={t.rotate.action}
    >
      <p>{t.rotate.meaning}</p>
      <SelectField
        label={t.rotate.overlap}
        hint={t.rotate.overlapHint}
        value={overlap}
        options={NAMES.map((value) => ({ value, label: t.rotate.overlaps[value] }))}
        onChange={(event) => setOverlap(NAMES.find((each) => each === event.target.value) ?? 'day')}
      />
      {overlap === 'none' && <Notice tone="warn">{t.rotate.leaked}</Notice>}
      {rotate.error && <ErrorNote error={rotate.error} />}
    </Confirm>
  )
}
