import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'

export const PLATFORM_IDS = ['instagram', 'facebook', 'whatsapp', 'line'] as const

const MARKS: Readonly<Record<string, readonly [letters: string, look: string]>> = {
  instagram: ['Ig', 'bg-[#a3267c] text-white'],
  facebook: ['Fb', 'bg-[#1560bd] text-white'],
  whatsapp: ['Wa', 'bg-[#0d6b50] text-white'],
  line: ['Ln', 'bg-[#0b7532] text-white'],
}

/** A platform's short sign; its name is beside it or read aloud. */
export function PlatformMark({ platform, named = false }: { platform: string; named?: boolean }) {
  const name = usePlatformName()(platform)
  const [letters, look] = MARKS[platform] ?? ['Hb', 'bg-accent text-on-accent']
  return (
    <span className="inline-flex items-center gap-2">
      <span
        aria-hidden="true"
        title={name}
        className={cx('grid size-6 shrink-0 place-items-center rounded-md font-semibold text-[0.6875rem]', look)}
      >
        {letters}
      </span>
      <span className={named ? '' : 'sr-only'}>{name}</span>
    </span>
  )
}

export function usePlatformName(): (platform: string) => string {
  const names: Readonly<Record<string, string>> = useStrings().common.platforms
  return (platform) => names[platform] ?? platform
}
