import { useEffect, useEffectEvent } from 'react'
import { useStrings } from '../../strings/index.tsx'
import { Dialog } from '../../ui/dialog.tsx'

const WRITES = 'input:not([type=checkbox]), textarea, select, [contenteditable]'
/** What arrows mean something else in. */
const SCROLLS = '[role=tablist], [role=menu], pre, section[tabindex], bdi[tabindex]'

export interface Keys {
  search(): void
  /** 1: the older one below; −1: the newer one above. */
  move(step: 1 | -1): void
  close(): void
  help(): void
}

/** The page's keys; none while something is typed or a dialog is open. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
    const at = event.target instanceof Element ? event.target : null
    if (at?.closest(WRITES) || document.querySelector('dialog[open], [role=menu]:popover-open')) return
    const arrows = !at?.closest(SCROLLS) && at?.closest('[data-event], [data-events-page]') !== null
    const acts: Readonly<Record<string, (() => void) | false>> = {
      '/': keys.search,
      '?': keys.help,
      j: () => keys.move(1),
      k: () => keys.move(-1),
      ArrowDown: arrows && (() => keys.move(1)),
      ArrowUp: arrows && (() => keys.move(-1)),
      Escape: keys.close,
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** What the keys do. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useStrings().events.keys
  const rows: readonly (readonly [what: string, keys: readonly string[]])[] = [
    [t.search, ['/']],
    [t.next, ['j', '↓']],
    [t.previous, ['k', '↑']],
    [t.show, ['Enter']],
    [t.close, ['Esc']],
    [t.help, ['?']],
  ]
  return (
    <Dialog open={open} onClose={onClose} title={t.title}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-3 text-sm">
        {rows.map(([what, keys]) => (
          <div key={what} className="col-span-2 grid grid-cols-subgrid">
            <dt>{what}</dt>
            <dd className="flex items-center gap-1.5">
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && <span className="mr-1.5 text-muted">{t.or}</span>}
                  <kbd className="rounded border border-line bg-sunken px-2 py-0.5 font-mono text-xs">{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
