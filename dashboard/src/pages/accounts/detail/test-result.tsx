import type { AccountTest } from '@hubbub/sdk'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { quoted } from '../../../strings/sentences.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Card, Facts } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Quoted, Said } from '../../../ui/said.tsx'
import { useRefusalText } from '../refusal.tsx'

/** What the platform answered when it was asked about an account. */
export function TestResult({ result, onClose }: { result: AccountTest; onClose: () => void }) {
  const { accounts: t, common } = useStrings()
  const format = useFormat()
  const textOf = useRefusalText()
  const { ok, latencyMs, error, capabilities, account } = result
  const refusal = textOf(error ? `platform_${error.kind.replace('-', '_')}` : undefined)
  const head = ok ? t.actions.testOk : error ? t.actions.testBad : t.actions.testHalf
  const code = error?.code ? ` (${error.code})` : ''
  const problem = account.subscription?.reason
  return (
    <Card title={t.actions.test} actions={<IconButton icon="close" label={common.close} onClick={onClose} />}>
      <p className={`mb-3 flex items-center gap-2 font-medium ${ok ? 'text-ok' : 'text-bad'}`}>
        <Icon name={ok ? 'check' : 'warning'} />
        {head}
      </p>
      {refusal && (
        <p className="mb-3 text-sm">
          <strong className="font-medium">{refusal.title}.</strong> {refusal.meaning} {refusal.action}
        </p>
      )}
      <Facts
        items={[
          ...(latencyMs === null ? [] : [[t.actions.latency, format.duration(latencyMs)] as const]),
          ...(error ? [[t.actions.platformSays, <Quoted key="says">{`${error.detail}${code}`}</Quoted>] as const] : []),
          ...(problem ? [[t.actions.platformSays, <Said key="problem" of={problem} />] as const] : []),
          ...(account.quality
            ? [
                [
                  t.detail.quality,
                  <Said key="quality" of={account.qualityReason ?? quoted(account.quality)} />,
                ] as const,
              ]
            : []),
          ...(ok
            ? [
                [t.actions.sends, capabilities.sends.map(t.actions.sending).join(', ')] as const,
                [
                  t.actions.textLength,
                  `${format.number(capabilities.maxTextLength)} ${t.actions.units[capabilities.textUnit]}`,
                ] as const,
                [
                  t.actions.window,
                  capabilities.windowHours === null
                    ? t.actions.noWindow
                    : t.actions.hours(format.number(capabilities.windowHours)),
                ] as const,
              ]
            : []),
        ]}
      />
    </Card>
  )
}
