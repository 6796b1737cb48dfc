import type { ApiKey } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient, useMayChange, useSession, useSessionControl } from '../../../api/session.tsx'
import { withVisibleControls } from '../../../lib/hostile-text.ts'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Badge, Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { Time } from '../../../ui/time.tsx'

/** One key, and taking it back. */
export function KeyRow({ apiKey: { id, name: given, role, hint, createdAt, lastUsedAt } }: { apiKey: ApiKey }) {
  const { settings, common } = useStrings()
  const t = settings.keys
  const client = useClient()
  const mayChange = useMayChange()
  const { signOut } = useSessionControl()
  const own = useSession()?.keyId === id
  const [asking, setAsking] = useState(false)
  const name = withVisibleControls(given)
  const quoted = `“\u2068${name}\u2069”`
  const revoke = useAction({
    async run() {
      await client.revokeKey(id)
      if (own) await signOut()
    },
    done: t.revoked(quoted),
    stale: [['keys']],
    onDone: () => setAsking(false),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line px-4 py-3 not-last:border-b sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <bdi className="min-w-0 font-medium wrap-anywhere">{name}</bdi>
          <Badge tone={role === 'admin' ? 'accent' : 'neutral'}>{t.roles[role]}</Badge>
          {own && <Badge tone="ok">{t.thisSession}</Badge>}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-4 text-muted text-sm">
          <span>
            {t.hint} <code>…{hint}</code>
          </span>
          <span>
            {t.created} <Time at={createdAt} look="ago" />
          </span>
          <span>
            {lastUsedAt === null ? (
              t.neverUsed
            ) : (
              <>
                {t.lastUsed} <Time at={lastUsedAt} look="ago" />
              </>
            )}
          </span>
        </p>
      </div>
      <Button
        kind="danger"
        aria-label={t.revokeKey(quoted)}
        disabled={!mayChange}
        title={mayChange ? undefined : common.readOnly}
        onClick={() => setAsking(true)}
      >
        {t.revoke}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutate(undefined)}
        title={t.revokeTitle}
        action={t.revoke}
        busy={revoke.isPending}
      >
        <p className="wrap-anywhere">{t.revokeDetail(quoted)}</p>
        {own && <Notice tone="warn">{t.revokeOwn}</Notice>}
      </Confirm>
    </li>
  )
}
