import { useSession } from '../api/session.tsx'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'

const HUB = { color: '#4f46e5', mark: 'M5 4h4v6h6V4h4v16h-4v-6H9v6H5z' }

/** Every platform that the hub knows, in its order. */
export function usePlatformList() {
  return useSession()?.platforms ?? []
}

/** A platform's mark; its name is beside it or read aloud. One element, whose look is a rule of a style sheet: lists show many. */
export function PlatformMark({ platform, named = false }: { platform: string; named?: boolean }) {
  const name = usePlatformName()(platform)
  const { color, mark } = usePlatformList().find(({ id }) => id === platform)?.brand ?? HUB
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={cx('size-6 shrink-0 rounded-md', lookOf(color, mark))} />
      <span className={named ? '' : 'sr-only'}>{name}</span>
    </span>
  )
}

const looks = new Map<string, string>()
let sheet: CSSStyleSheet | undefined

/** The class of a mark. The browser shares what it computes of a class; of an element's own style, image or drawing it does not. */
function lookOf(color: string, mark: string): string {
  const known = looks.get(mark)
  if (known !== undefined) return known
  if (!sheet) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets.push(sheet)
  }
  // Three fifths of the square.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 40 40"><path d="${mark}" fill="#fff"/></svg>`
  const look = `platform-mark-${looks.size}`
  sheet.insertRule(`.${look} { background: ${color} url("data:image/svg+xml,${encodeURIComponent(svg)}") }`)
  looks.set(mark, look)
  return look
}

/** The name of a platform; also of what the hub itself does. */
export function usePlatformName(): (platform: string) => string {
  const { hub } = useStrings().common
  const platforms = usePlatformList()
  return (id) => (id === 'hub' ? hub : (platforms.find((platform) => platform.id === id)?.name ?? id))
}
