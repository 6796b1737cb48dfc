import { useEffect, useState } from 'react'
import { useLiveStatus } from '../api/live.tsx'
import { useFormat } from '../lib/format.ts'
import { useStrings } from '../strings/index.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'

/** Whether what is shown is of this moment. */
export function LiveBadge() {
  const { live } = useStrings().shell
  const { kind } = useLiveStatus()
  if (kind === 'connected') return <Badge tone="ok">{live.connected}</Badge>
  if (kind === 'connecting') return <Badge>{live.connecting}</Badge>
  return <Badge tone="bad">{live.lostShort}</Badge>
}

/** How long “connected again” stays. */
const BACK_SHOWN_MS = 6000

/** Says when the hub is away, and when it is back. */
export function LiveBanner() {
  const t = useStrings()
  const format = useFormat()
  const status = useLiveStatus()
  const [now, setNow] = useState(Date.now)
  const [back, setBack] = useState(false)

  useEffect(() => {
    if (status.kind === 'lost') {
      setNow(Date.now())
      const timer = setInterval(() => setNow(Date.now()), 1000)
      return () => clearInterval(timer)
    }
    if (status.kind !== 'connected' || !status.again) return
    setBack(true)
    const timer = setTimeout(() => setBack(false), BACK_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [status])

  const lost = status.kind === 'lost'
  const seconds = lost ? Math.max(0, Math.ceil((status.retryAt - now) / 1000)) : 0
  return (
    <div className="sticky top-0 z-20">
      {/* What is announced stays the same while the seconds count down. */}
      <p role="status" className="sr-only">
        {lost ? t.shell.live.lostShort : back ? t.shell.live.back : ''}
      </p>
      {lost && (
        <p className="bg-bad-strong px-4 py-2 text-center text-ground text-sm">
          {t.shell.live.lost(format.number(seconds))}
        </p>
      )}
      {!lost && back && <p className="bg-ok px-4 py-2 text-center text-ground text-sm">{t.shell.live.back}</p>}
      {status.kind === 'stopped' && (
        <div className="flex items-center justify-center gap-3 bg-bad-strong px-4 py-2 text-center text-ground text-sm">
          {t.shell.live.stopped}
          <Button onClick={() => location.reload()}>{t.shell.reload}</Button>
        </div>
      )}
    </div>
  )
}
