import type { Platform } from '@hubbub/sdk'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { CopyField } from '../../../ui/copy.tsx'
import { RefusalNote } from '../refusal.tsx'

/** The login at the platform, where there is one. */
export function Login({ platform }: { platform: Platform }) {
  const { common } = useStrings()
  const { credentials: t } = useStrings().accounts.guide
  const client = useClient()
  const mayChange = useMayChange()
  const begin = useAction({
    run: () => client.beginLogin(platform.id, { return: 'dashboard' }),
    quiet: true,
    onDone: ({ url }) => location.assign(url),
  })
  const { name, available, redirectUrl } = platform.login
  if (name === null || redirectUrl === null) return null
  if (!available) return <LoginOff platform={platform} />
  const { origin } = new URL(redirectUrl)
  // The cookie of the login must be of the address that the platform sends people back to.
  const elsewhere = origin !== location.origin
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <div>
          <Button
            kind="primary"
            icon="external"
            busy={begin.isPending || begin.isSuccess}
            disabled={!mayChange || elsewhere}
            title={mayChange ? undefined : common.readOnly}
            onClick={() => begin.mutate(undefined)}
          >
            {t.login(name)}
          </Button>
        </div>
        <p className="text-muted text-sm">{t.loginHint}</p>
      </div>
      {elsewhere && (
        <Notice tone="warn">
          <p className="font-medium">{t.loginElsewhere}</p>
          <p className="text-ink wrap-anywhere">{t.loginElsewhereDetail(origin)}</p>
          <a
            href={`${origin}/accounts/connect/${platform.id}`}
            className="inline-flex min-h-11 items-center underline md:min-h-8"
          >
            {t.loginGo}
          </a>
        </Notice>
      )}
      {begin.error && <RefusalNote error={begin.error} />}
      <CopyField label={t.loginRedirect} value={redirectUrl} />
    </div>
  )
}

function LoginOff({ platform }: { platform: Platform }) {
  const { credentials: t } = useStrings().accounts.guide
  const { names = [] } = platform.login.reason?.params ?? {}
  return (
    <Notice tone="neutral">
      <p className="font-medium text-ink">{t.loginOff}</p>
      <p>{t.loginOffDetail([names].flat().join(', '))}</p>
    </Notice>
  )
}
