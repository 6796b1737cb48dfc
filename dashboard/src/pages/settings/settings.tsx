import { useEffect } from 'react'
import { useMayChange } from '../../api/session.tsx'
import { Appearance } from '../../shell/user-menu.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { About } from './about.tsx'
import { Alerts } from './alerts.tsx'
import { Keys } from './keys/keys.tsx'
import { Retention } from './retention.tsx'

const SECTIONS = ['keys', 'alerts', 'retention', 'appearance', 'about'] as const

/** What can be set, and what runs here; each section has an address of its own. */
export default function Settings() {
  const { settings: t, common } = useStrings()
  const mayChange = useMayChange()

  // The browser looked for it before the page was there.
  useEffect(() => {
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [])

  return (
    <Page title={t.title}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_13rem]">
        <div className="grid min-w-0 gap-4">
          {!mayChange && <Notice tone="info">{common.readOnly}</Notice>}
          <Keys />
          <Alerts />
          <Retention />
          <Card anchor="appearance" title={t.sections.appearance}>
            <p className="mb-4 text-muted text-sm">{t.appearance.intro}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              <Appearance />
            </div>
          </Card>
          <About />
        </div>
        <nav aria-label={t.onThisPage} className="-order-1 lg:sticky lg:top-6 lg:order-1">
          <ul className="flex flex-wrap gap-x-1 lg:grid">
            {SECTIONS.map((section) => (
              <li key={section}>
                <a
                  href={`#${section}`}
                  className="flex min-h-11 items-center rounded-lg px-3 text-accent text-sm hover:bg-sunken lg:min-h-9 lg:text-ink"
                >
                  {t.sections[section]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </Page>
  )
}
