import type { Endpoint, EndpointWithSecret } from '@hubbub/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import { BackLink } from '../../../ui/back-link.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Page } from '../../../ui/card.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { useWebhook } from '../queries.ts'
import { SecretDialog } from '../secret/secret-dialog.tsx'
import { WebhookForm } from './form.tsx'
import { inputOf, type Values, valuesOf } from './values.ts'

/** Making a webhook; its secret is shown before its page is. */
export function NewWebhook() {
  const { webhooks: t, common } = useStrings()
  const client = useClient()
  const mayChange = useMayChange()
  const [, navigate] = useLocation()
  const [made, setMade] = useState<EndpointWithSecret>()
  const create = useAction({
    run: (values: Values) => client.createWebhook(inputOf(values)),
    stale: [['webhooks'], ['overview']],
    quiet: true,
    onDone: setMade,
  })
  return (
    <Page title={t.form.create} back={<BackLink href="/webhooks">{t.back}</BackLink>}>
      {!mayChange && <Notice tone="neutral">{common.readOnly}</Notice>}
      <WebhookForm
        initial={valuesOf()}
        withSecret
        cancelHref="/webhooks"
        action={create.isPending ? t.form.creating : t.form.createAction}
        busy={create.isPending}
        finished={made !== undefined}
        error={create.error}
        onSubmit={create.mutate}
      />
      {made && (
        <SecretDialog
          title={t.secret.created}
          secret={made.secret}
          onClose={() => navigate(`/webhooks/${made.id}`, { replace: true })}
        />
      )}
    </Page>
  )
}

/** Changing a webhook. */
export function EditWebhook({ id }: { id: string }) {
  const { webhooks: t, common } = useStrings()
  const mayChange = useMayChange()
  const query = useWebhook(id, { live: false })
  return (
    <Page title={t.form.edit} back={<BackLink href={`/webhooks/${id}`}>{common.back}</BackLink>}>
      {!mayChange && <Notice tone="neutral">{common.readOnly}</Notice>}
      <QueryView query={query} lines={8}>
        {(webhook) => <Edit webhook={webhook} />}
      </QueryView>
    </Page>
  )
}

function Edit({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t, common } = useStrings()
  const client = useClient()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [saved, setSaved] = useState(false)
  // What is being filled in must not change under the hands.
  const [initial] = useState(() => valuesOf(webhook))
  const home = `/webhooks/${webhook.id}`
  const save = useAction({
    run: (values: Values) => client.updateWebhook(webhook.id, inputOf(values)),
    done: t.form.saved,
    stale: [['webhooks'], ['overview']],
    quiet: true,
    onDone: (changed) => {
      queries.setQueryData(['webhooks', webhook.id], changed)
      setSaved(true)
    },
  })
  // Not before the form knows that nothing in it can be lost any more.
  useEffect(() => {
    if (saved) navigate(home)
  }, [saved, home, navigate])
  return (
    <WebhookForm
      initial={initial}
      cancelHref={home}
      action={save.isPending ? common.saving : common.save}
      busy={save.isPending}
      finished={saved}
      error={save.error}
      onSubmit={save.mutate}
    />
  )
}
