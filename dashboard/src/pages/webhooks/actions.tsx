import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useClient, useMayChange } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { DeleteWebhook } from './delete.tsx'
import { EnableWebhook } from './enable.tsx'
import { ReplayDialog } from './replay/replay-dialog.tsx'
import { RotateSecret } from './secret/rotate.tsx'
import { TestDialog } from './test-dialog.tsx'

type Shown = 'test' | 'rotate' | 'replay' | 'delete' | 'enable' | undefined

/** What can be done with a webhook. */
export function Actions({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t, common } = useStrings()
  const client = useClient()
  const mayChange = useMayChange()
  const [, navigate] = useLocation()
  const [shown, setShown] = useState<Shown>()
  const { state } = webhook
  const close = () => setShown(undefined)
  const switchState = useAction({
    run: (next: 'enabled' | 'paused') => client.updateWebhook(webhook.id, { state: next }),
    done: (_changed, next) => (next === 'paused' ? t.paused : t.resumed),
    stale: [['webhooks'], ['overview']],
  })
  const why = mayChange ? undefined : common.readOnly
  const testable = state === 'enabled'
  return (
    <>
      <Button
        icon="send"
        disabled={!mayChange || !testable}
        title={why ?? (testable ? undefined : t.delivery.test.notEnabled)}
        onClick={() => setShown('test')}
      >
        {t.actions.test}
      </Button>
      {state === 'disabled' ? (
        <Button kind="primary" icon="play" disabled={!mayChange} title={why} onClick={() => setShown('enable')}>
          {t.actions.enable}
        </Button>
      ) : (
        <Button
          icon={state === 'paused' ? 'play' : 'pause'}
          disabled={!mayChange}
          title={why}
          busy={switchState.isPending}
          onClick={() => switchState.mutate(state === 'paused' ? 'enabled' : 'paused')}
        >
          {state === 'paused' ? t.actions.resume : t.actions.pause}
        </Button>
      )}
      <Button icon="edit" disabled={!mayChange} title={why} onClick={() => navigate(`/webhooks/${webhook.id}/edit`)}>
        {t.actions.edit}
      </Button>
      <Menu
        label={t.actions.more}
        items={[
          {
            label: t.actions.replay,
            icon: 'retry',
            disabled: !mayChange || state === 'disabled',
            onSelect: () => setShown('replay'),
          },
          { label: t.actions.rotate, icon: 'key', disabled: !mayChange, onSelect: () => setShown('rotate') },
          {
            label: t.actions.delete,
            icon: 'trash',
            danger: true,
            disabled: !mayChange,
            onSelect: () => setShown('delete'),
          },
        ]}
      >
        <Icon name="more" />
      </Menu>
      {shown === 'test' && <TestDialog webhook={webhook} onClose={close} />}
      {shown === 'rotate' && <RotateSecret webhook={webhook} onClose={close} />}
      {shown === 'replay' && <ReplayDialog webhook={webhook} onClose={close} />}
      {shown === 'delete' && <DeleteWebhook webhook={webhook} onClose={close} />}
      {shown === 'enable' && <EnableWebhook webhook={webhook} onClose={close} />}
    </>
  )
}
