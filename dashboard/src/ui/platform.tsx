import { useSession } from '../api/session.tsx'
import { useStrings } from '../strings/index.tsx'

const HUB = { color: '#4f46e5', mark: 'M5 4h4v6h6V4h4v16h-4v-6H9v6H5z' }

/** Every platform that the hub knows, in its order. */
export function usePlatformList() {
  return useSession()?.platforms ?? []
}

/** A platform's mark, a path on a coloured square; its name is beside it or read aloud. */
export function PlatformMark({ platform, named = false }: { platform: string; named?: boolean }) {
  const name = usePlatformName()(platform)
  const { color, mark } = usePlatformList().find(({ id }) => id === platform)?.brand ?? HUB
  return (
    <span className="inline-flex items-center gap-2">
      {/* Three fifths of the square. */}
      <svg
        aria-hidden="true"
        className="shrink-0 rounded-md"
        style={{ backgroundColor: color }}
        width={24}
        height={24}
        viewBox="-8 -8 40 40"
      >
        <path d={mark} fill="#fff" />
      </svg>
      <span className={named ? '' : 'sr-only'}>{name}</span>
    </span>
  )
}

/** The name of a platform; also of what the hub itself does. */
export function usePlatformName(): (platform: string) => string {
  const { hub } = useStrings().common
  const platforms = usePlatformList()
  return (id) => (id === 'hub' ? hub : (platforms.find((platform) => platform.id === id)?.name ?? id))
}
