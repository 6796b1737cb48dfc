import type { Account } from '@hubbub/sdk'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'
import type { Said as SaidText } from '../../strings/sentences.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Said } from '../../ui/said.tsx'

const TONES: Readonly<Record<Account['state'], Tone>> = { discovered: 'info', connected: 'ok', disconnected: 'bad' }

/** Whether the hub can act for an account, in a word. */
export function StateBadge({ account }: { account: Pick<Account, 'state'> }) {
  const { accounts: t } = useStrings()
  return <Badge tone={TONES[account.state]}>{t.states[account.state]}</Badge>
}

/** A text from outside within a line. */
export function Outside({ children }: { children: string }) {
  return <bdi className="wrap-anywhere">{withVisibleControls(children)}</bdi>
}

/** What the hub or a platform said, in its own words, below the page's. */
export function ServerWords({ of }: { of: SaidText }) {
  const { accounts: t } = useStrings()
  return (
    <p className="text-muted text-sm wrap-anywhere">
      {t.detail.serverSays}: <Said of={of} />
    </p>
  )
}

/** Names of scopes and fields, one beside the other. */
export function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {names.map((name) => (
        <li key={name}>
          <code className="inline-block rounded-md bg-sunken px-1.5 py-0.5 text-xs wrap-anywhere">{name}</code>
        </li>
      ))}
    </ul>
  )
}

const DAY_MS = 86_400_000
const SOON_MS = 7 * DAY_MS

/** Whether a token has ended, or does within a week. */
export function tokenState(expiresAt: string | null): 'stays' | 'ended' | 'soon' | 'fine' {
  if (expiresAt === null) return 'stays'
  const left = Date.parse(expiresAt) - Date.now()
  if (left <= 0) return 'ended'
  return left < SOON_MS ? 'soon' : 'fine'
}
