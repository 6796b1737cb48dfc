import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { cx } from '../lib/cx.ts'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly danger?: boolean
  readonly disabled?: boolean
  onSelect(): void
}

const GAP_PX = 6
const MARGIN_PX = 8

/** A button that opens a list of actions: arrows, Home, End and Escape work. */
export function Menu({
  label,
  items,
  children,
  className,
}: {
  label: string
  items: readonly MenuItem[]
  children: ReactNode
  className?: string
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const entries = () => [...(menu.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)') ?? [])]

  const place = () => {
    if (!button.current || !menu.current) return
    const at = button.current.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = menu.current
    const below = at.bottom + GAP_PX + height <= innerHeight - MARGIN_PX
    menu.current.style.top = `${below ? at.bottom + GAP_PX : Math.max(MARGIN_PX, at.top - GAP_PX - height)}px`
    menu.current.style.left = `${Math.max(MARGIN_PX, Math.min(at.right - width, innerWidth - width - MARGIN_PX))}px`
  }
  const move = (event: KeyboardEvent) => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') menu.current?.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    all[to % all.length]?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        popoverTarget={id}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          menu.current?.showPopover()
        }}
        className={cx(
          'inline-flex min-h-11 min-w-11 cursor-pointer items-center justify-center gap-2 rounded-lg px-2.5 text-sm',
          'hover:bg-sunken md:min-h-9 md:min-w-9',
          className,
        )}
      >
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={move}
        onToggle={(event) => {
          if (event.newState !== 'open') return
          place()
          entries()[0]?.focus()
        }}
        className="fixed inset-auto m-0 min-w-48 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-raised p-1.5 text-ink shadow-xl"
      >
        {items.map(({ label: text, icon, danger, disabled, onSelect }) => (
          <button
            key={text}
            type="button"
            role="menuitem"
            tabIndex={-1}
            disabled={disabled}
            onClick={() => {
              menu.current?.hidePopover()
              onSelect()
            }}
            className={cx(
              'flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-lg px-3 text-left text-sm hover:bg-sunken md:min-h-9',
              'disabled:cursor-not-allowed disabled:opacity-55',
              danger && 'text-bad',
            )}
          >
            {icon && <Icon name={icon} />}
            {text}
          </button>
        ))}
      </div>
    </>
  )
}
