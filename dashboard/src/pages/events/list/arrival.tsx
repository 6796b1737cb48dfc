import { cx } from '../../../lib/cx.ts'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Icon, type IconName, type IconPath } from '../../../ui/icon.tsx'
import type { Row } from './row.ts'

const CLOCK = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18m0-14v5l3.5 2'
const NOWHERE = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.7 5.7l12.6 12.6'

/** How far an event is on its way to the webhooks. */
type Stage = 'waiting' | 'unrouted' | 'unwanted' | 'underWay' | 'delivered' | 'failed'

/** What went well is most of it, and needs little colour. */
const LOOKS: Readonly<Record<Stage, readonly [icon: IconName | IconPath, look: string, iconLook?: string]>> = {
  waiting: [CLOCK, 'text-info'],
  unrouted: ['warning', 'bg-bad-soft text-bad'],
  unwanted: [NOWHERE, 'text-muted'],
  underWay: ['send', 'text-info'],
  delivered: ['check', 'text-muted', 'text-ok'],
  failed: ['close', 'bg-bad-soft text-bad'],
}

/** One that was given up says more than others that are still on their way. */
function stageOf({ status, deliveries }: Row): Stage {
  if (status !== 'processed') return status === 'failed' ? 'unrouted' : 'waiting'
  if (!deliveries) return 'underWay'
  const { delivered, pending, failed } = deliveries
  if (failed > 0) return 'failed'
  if (pending > 0) return 'underWay'
  return delivered > 0 ? 'delivered' : 'unwanted'
}

/** Whether an event arrived: a sign and a word or two; `wordLook` may hide the word where there is no room for it. */
export function Arrival({ row, wordLook = '' }: { row: Row; wordLook?: string }) {
  const t = useStrings().events.arrival
  const format = useFormat()
  const stage = stageOf(row)
  const [icon, look, iconLook] = LOOKS[stage]
  const meanings: Partial<Record<Stage, string>> = t.meanings
  let word = t.words[stage]
  let meaning = meanings[stage] ?? word
  const { delivered = 0, pending = 0, failed = 0 } = row.deliveries ?? {}
  const all = delivered + pending + failed
  if (row.status === 'processed' && all > 1) {
    const share = t.of(format.number(delivered), format.number(all))
    if (delivered > 0 && delivered < all) word = share
    const parts = [t.delivered(share)]
    if (pending > 0) parts.push(t.pending(format.number(pending)))
    if (failed > 0) parts.push(t.failed(format.number(failed)))
    meaning = parts.join(', ')
  }
  return (
    <span
      title={meaning}
      className={cx(
        'flex w-fit items-center gap-1 whitespace-nowrap rounded-full px-1.5 py-0.5 font-medium text-xs',
        look,
      )}
    >
      <span className={iconLook}>
        <Icon name={icon} size={14} />
      </span>
      <span aria-hidden="true" className={wordLook}>
        {word}
      </span>
      <span className="sr-only">{meaning}</span>
    </span>
  )
}
