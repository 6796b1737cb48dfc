import type { Platform } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { CopyField } from '../../../ui/copy.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { FieldsToTick } from './fields-to-tick.tsx'
import { Handshake } from './handshake.tsx'
import { Step } from './step.tsx'

const LOOPBACK = /^(localhost|127\.|\[::1\])/

/** What to enter in the platform's own console, and whether it has arrived. */
export function ConsoleStep({ platform }: { platform: Platform }) {
  const { common } = useStrings()
  const { console: t } = useStrings().accounts.guide
  const { title, url, steps, noFields } = platform.console
  return (
    <Step number={1} title={title} done={platform.handshake && platform.lastHandshake?.ok === true}>
      <div className="grid gap-4">
        <AddressProblem url={platform.callbackUrl} />
        <ol className="grid list-decimal gap-1.5 pl-5 text-sm">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-11 items-center gap-2 justify-self-start text-accent text-sm underline md:min-h-8"
        >
          {t.open}
          <Icon name="external" size={14} />
          <span className="sr-only">({common.openInNewTab})</span>
        </a>
        <CopyField label={t.callback} value={platform.callbackUrl} />
        {platform.handshake &&
          (platform.verifyToken === null ? (
            <p className="text-muted text-sm">{t.tokenHidden}</p>
          ) : (
            <CopyField label={t.token} value={platform.verifyToken} />
          ))}
        {platform.fields.length > 0 ? (
          <FieldsToTick fields={platform.fields} />
        ) : (
          <p className="text-muted text-sm">{noFields}</p>
        )}
        <Handshake platform={platform} />
      </div>
    </Step>
  )
}

/** Platforms reach public https addresses only. */
function AddressProblem({ url }: { url: string }) {
  const { console: t } = useStrings().accounts.guide
  const address = URL.parse(url)
  if (!address) return null
  const loopback = LOOPBACK.test(address.hostname)
  if (!loopback && address.protocol === 'https:') return null
  return (
    <Notice tone="warn">
      <p className="font-medium">{loopback ? t.loopback : t.insecure}</p>
      <p className="text-ink wrap-anywhere">{loopback ? t.loopbackDetail(address.hostname) : t.insecureDetail}</p>
      <p className="mt-1 text-ink">{t.without}</p>
    </Notice>
  )
}
