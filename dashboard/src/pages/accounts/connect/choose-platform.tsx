import { Link } from 'wouter'
import { useStrings } from '../../../strings/index.tsx'
import { BackLink } from '../../../ui/back-link.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Page } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PLATFORM_IDS, PlatformMark } from '../../../ui/platform.tsx'

/** Which platform to connect. */
export function ChoosePlatform() {
  const { accounts: t } = useStrings()
  const guide = useStrings().accounts.guide
  return (
    <Page title={guide.title} intro={guide.intro} back={<BackLink href="/accounts">{t.title}</BackLink>}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {PLATFORM_IDS.map((platform) => (
          <li key={platform}>
            <Link
              href={`/accounts/connect/${platform}`}
              className="flex h-full items-start gap-4 rounded-2xl border border-line bg-surface p-4 hover:bg-sunken sm:p-5"
            >
              <span className="grid min-w-0 flex-1 gap-1">
                <span className="font-semibold">
                  <PlatformMark platform={platform} named />
                </span>
                <span className="text-sm">{guide.choose[platform]}</span>
                <span className="text-muted text-sm">{platform === 'line' ? guide.byToken : guide.byLogin}</span>
              </span>
              <span className="text-muted">
                <Icon name="forward" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Notice tone="neutral">
        <p className="font-medium text-ink">{guide.tryFirst}</p>
        <p>{guide.tryFirstDetail}</p>
      </Notice>
    </Page>
  )
}
