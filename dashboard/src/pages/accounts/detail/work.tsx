import type { AccountDetail, AccountTest } from '@hubbub/sdk'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useAction } from '../../../lib/use-action.ts'
import { useStrings } from '../../../strings/index.tsx'
import type { Said } from '../../../strings/sentences.ts'
import { Notice } from '../../../ui/badge.tsx'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Menu, type MenuItem } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { ServerWords } from '../parts.tsx'
import { ProblemList } from '../problem-list.tsx'
import { Disconnect } from './disconnect.tsx'
import { AboutCard, SubscriptionCard, TokenCard } from './facts.tsx'
import { Limits } from './limits.tsx'
import { Rename } from './rename.tsx'
import { ReplaceCredentials } from './replace-credentials.tsx'
import { SampleDialog } from './sample.tsx'
import { TestResult } from './test-result.tsx'
import { TrafficCard } from './traffic.tsx'

type Open = 'sample' | 'rename' | 'replace' | 'disconnect'

/** What can be done with an account, what is wrong with it, and all that is known of it. */
export function AccountWork({ account }: { account: AccountDetail }) {
  const { accounts: t, common } = useStrings()
  const client = useClient()
  const mayChange = useMayChange()
  const show = useToast()
  const [open, setOpen] = useState<Open>()
  const [result, setResult] = useState<AccountTest>()
  const [left, setLeft] = useState<Said>()
  const { id, platform, state } = account
  const close = () => setOpen(undefined)

  const test = useAction({ run: () => client.testAccount(id), stale: [['accounts']], onDone: setResult })
  const subscribe = useAction({
    run: () => client.subscribeAccount(id, {}),
    stale: [['accounts']],
    onDone: ({ subscription }) =>
      show(
        subscription?.active && subscription.problem === null
          ? { tone: 'ok', title: t.actions.subscribed }
          : { tone: 'warn', title: t.actions.notSubscribed },
      ),
  })
  // One that died keeps its credentials: should they work again, a test brings it back.
  const hasCredentials = account.token !== null
  const locked = mayChange ? {} : { disabled: true, title: common.readOnly }
  const testButton = (
    <Button icon="bolt" busy={test.isPending} onClick={() => test.mutate(undefined)} {...locked}>
      {test.isPending ? t.actions.testing : t.actions.test}
    </Button>
  )
  const subscribeButton = (
    <Button icon="retry" busy={subscribe.isPending} onClick={() => subscribe.mutate(undefined)} {...locked}>
      {t.actions.subscribe}
    </Button>
  )
  const connectLink = (
    <LinkButton href={`/accounts/connect/${platform}`} icon="plus">
      {t.connect}
    </LinkButton>
  )
  const entry = (open: Open, icon: IconName, label: string, danger = false): MenuItem => ({
    label,
    icon,
    danger,
    disabled: !mayChange,
    onSelect: () => setOpen(open),
  })
  const items: MenuItem[] = [entry('rename', 'edit', t.actions.rename)]
  if (state === 'connected')
    items.unshift({
      label: t.actions.subscribe,
      icon: 'retry',
      disabled: !mayChange || subscribe.isPending,
      onSelect: () => subscribe.mutate(undefined),
    })
  if (hasCredentials)
    items.push(
      entry('replace', 'key', t.actions.replace),
      entry('disconnect', 'trash', state === 'connected' ? t.actions.disconnect : t.actions.forget, true),
    )
  const actionOf = (code: string) => {
    if (code === 'not_subscribed') return subscribeButton
    if (code === 'check_failed') return testButton
    return connectLink
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {hasCredentials && testButton}
        {state === 'discovered' && connectLink}
        <Button icon="send" onClick={() => setOpen('sample')} {...locked}>
          {t.actions.sample}
        </Button>
        <Menu label={t.actions.more} items={items} className="border border-edge/60 bg-surface">
          <Icon name="more" />
        </Menu>
      </div>
      {!mayChange && <Notice tone="info">{common.readOnly}</Notice>}
      <div aria-live="polite" className="grid gap-3 empty:hidden">
        {left !== undefined && (
          <Notice tone="warn">
            <p className="font-medium">{t.actions.disconnectedBut}</p>
            <p>{t.actions.disconnectedButDetail}</p>
            <ServerWords of={left} />
          </Notice>
        )}
        {result && <TestResult result={result} onClose={() => setResult(undefined)} />}
      </div>
      {account.problems.length > 0 && (
        <section aria-labelledby="account-problems" className="grid gap-2">
          <h2 id="account-problems" className="font-semibold text-[0.9375rem]">
            {t.detail.toLookAt}
          </h2>
          <ProblemList account={account} actionOf={actionOf} />
        </section>
      )}
      <div className="grid gap-4 sm:gap-5 lg:grid-cols-2 lg:items-start">
        <div className="grid min-w-0 gap-4 sm:gap-5">
          <TokenCard account={account} />
          <SubscriptionCard account={account} />
        </div>
        <div className="grid min-w-0 gap-4 sm:gap-5">
          <TrafficCard account={account} />
          {state !== 'discovered' && <Limits id={id} />}
          <AboutCard account={account} />
        </div>
      </div>
      <SampleDialog account={account} open={open === 'sample'} onClose={close} />
      <Rename account={account} open={open === 'rename'} onClose={close} />
      <ReplaceCredentials account={account} open={open === 'replace'} onClose={close} />
      <Disconnect
        account={account}
        open={open === 'disconnect'}
        onClose={close}
        onLeft={(problem) => {
          setLeft(problem)
          setResult(undefined)
        }}
      />
    </>
  )
}
