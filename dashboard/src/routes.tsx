import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { NotFound } from './pages/not-found.tsx'
import { Overview } from './pages/overview/overview.tsx'

// The overview is what is looked at first; every other page is fetched when it is gone to.
const Accounts = lazy(() => import('./pages/accounts/accounts.tsx'))
const Events = lazy(() => import('./pages/events/events.tsx'))
const Notifications = lazy(() => import('./pages/notifications/notifications.tsx'))
const Rejections = lazy(() => import('./pages/rejections/rejections.tsx'))
const Settings = lazy(() => import('./pages/settings/settings.tsx'))
const Webhooks = lazy(() => import('./pages/webhooks/webhooks.tsx'))
const Welcome = lazy(() => import('./pages/welcome/welcome.tsx'))

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
