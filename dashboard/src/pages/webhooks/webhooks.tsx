import { useEffect, useRef } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { NotFound } from '../not-found.tsx'
import { WebhookDetail } from './detail.tsx'
import { EditWebhook, NewWebhook } from './form/pages.tsx'
import { WebhookList } from './list.tsx'

export default function Webhooks() {
  const [location] = useLocation()
  const shown = useRef(location)
  // The keyboard and screen readers go on at the heading of what was opened.
  useEffect(() => {
    if (shown.current === location) return
    shown.current = location
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [location])
  return (
    <Switch>
      <Route path="/webhooks" component={WebhookList} />
      <Route path="/webhooks/new" component={NewWebhook} />
      <Route path="/webhooks/:id/edit">{({ id }) => <EditWebhook key={id} id={id} />}</Route>
      <Route path="/webhooks/:id">{({ id }) => <WebhookDetail key={id} id={id} />}</Route>
      <Route component={NotFound} />
    </Switch>
  )
}
