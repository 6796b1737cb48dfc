import { type ComponentType, lazy } from 'react'
import { Route, Switch } from 'wouter'
import { preferences } from './lib/preferences.ts'
import { NotFound } from './pages/not-found.tsx'
import { Overview } from './pages/overview/overview.tsx'
import { loadGroup, type PageGroup, PageStrings } from './strings/index.tsx'

/** A page that is fetched, with its texts, when it is gone to. */
function page(group: PageGroup, load: () => Promise<{ default: ComponentType }>) {
  return lazy(async () => {
    const [{ default: Page }] = await Promise.all([load(), loadGroup(preferences().language, group)])
    const WithStrings = () => (
      <PageStrings group={group}>
        <Page />
      </PageStrings>
    )
    return { default: WithStrings }
  })
}

// The overview is what is looked at first.
const Accounts = page('accounts', () => import('./pages/accounts/accounts.tsx'))
const Events = page('events', () => import('./pages/events/events.tsx'))
const Notifications = lazy(() => import('./pages/notifications/notifications.tsx'))
const Rejections = page('rejections', () => import('./pages/rejections/rejections.tsx'))
const Settings = page('settings', () => import('./pages/settings/settings.tsx'))
const Webhooks = page('webhooks', () => import('./pages/webhooks/webhooks.tsx'))
const Welcome = page('welcome', () => import('./pages/welcome/welcome.tsx'))

/** Every page and its address. Pages with addresses below their own route those themselves. */
export function Routes() {
  return (
    <Switch>
      <Route path="/" component={Overview} />
      <Route path="/events/*?" component={Events} />
      <Route path="/webhooks/*?" component={Webhooks} />
      <Route path="/rejections" component={Rejections} />
      <Route path="/accounts/*?" component={Accounts} />
      <Route path="/notifications" component={Notifications} />
      <Route path="/settings" component={Settings} />
      <Route path="/welcome" component={Welcome} />
      <Route component={NotFound} />
    </Switch>
  )
}
