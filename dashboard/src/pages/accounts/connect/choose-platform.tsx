import { Link } from 'wouter'
import { useStrings } from '../../../strings/index.tsx'
import { BackLink } from '../../../ui/back-link.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Page } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { usePlatforms } from '../queries.ts'

/** Which platform to connect. */
export function ChoosePlatform() {
  const { accounts: t } = useStrings()
  const guide = useStrings().accounts.guide
  return (
    <Page title={guide.title} intro={guide.intro} back={<BackLink href="/accounts">{t.title}</BackLink>}>
      <QueryView query={usePlatforms()} lines={8}>
        {({ data }) => (
          <ul className="grid gap-3 sm:grid-cols-2">
            {data.map(({ id, summary, login }) => (
              <li key={id}>
                <Link
                  href={`/accounts/connect/${id}`}
                  className="flex h-full items-start gap-4 rounded-2xl border border-line bg-surface p-4 hover:bg-sunken sm:p-5"
                >
                  <span className="grid min-w-0 flex-1 gap-1">
                    <span className="font-semibold">
                      <PlatformMark platform={id} named />
                    </span>
                    <span className="text-sm">{summary}</span>
                    <span className="text-muted text-sm">{login.name === null ? guide.byToken : guide.byLogin}</span>
                  </span>
                  <span className="text-muted">
                    <Icon name="forward" />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      <Notice tone="neutral">
        <p className="font-medium text-ink">{guide.tryFirst}</p>
        <p>{guide.tryFirstDetail}</p>
      </Notice>
    </Page>
  )
}
