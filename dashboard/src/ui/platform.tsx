import { useSession } from '../api/session.tsx'
import { useStrings } from '../strings/index.tsx'

const HUB = { color: '#4f46e5', mark: 'M5 4h4v6h6V4h4v16h-4v-6H9v6H5z' }

/** Every platform that the hub knows, in its order. */
export function usePlatformList() {
  return useSession()?.platforms ?? []
}

/** A platform's mark; its name is beside it or read aloud. One element with an image that is decoded once: lists show many. */
export function PlatformMark({ platform, named = false }: { platform: string; named?: boolean }) {
  const name = usePlatformName()(platform)
  const { color, mark } = usePlatformList().find(({ id }) => id === platform)?.brand ?? HUB
  return (
    <span className="inline-flex items-center gap-2">
      <img alt="" className="shrink-0" width={24} height={24} src={imageOf(color, mark)} />
      <span className={named ? '' : 'sr-only'}>{name}</span>
    </span>
  )
}

const images = new Map<string, string>()

function imageOf(color: string, mark: string): string {
  let image = images.get(mark)
  if (image === undefined) {
    const drawing = `<rect width="24" height="24" rx="6" fill="${color}"/><path d="${mark}" fill="#fff" transform="translate(4.8 4.8) scale(0.6)"/>`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">${drawing}</svg>`
    image = `data:image/svg+xml,${encodeURIComponent(svg)}`
    images.set(mark, image)
  }
  return image
}

/** The name of a platform; also of what the hub itself does. */
export function usePlatformName(): (platform: string) => string {
  const { hub } = useStrings().common
  const platforms = usePlatformList()
  return (id) => (id === 'hub' ? hub : (platforms.find((platform) => platform.id === id)?.name ?? id))
}
