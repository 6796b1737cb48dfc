import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import { cx } from '../lib/cx.ts'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'ghost' | 'danger'

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  secondary: 'bg-surface text-ink border-edge/60 hover:bg-sunken',
  ghost: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-surface text-bad border-bad/60 hover:bg-bad-soft',
}

/** 44 px high where fingers are likely, less at a desk. */
const SHAPE =
  'inline-flex items-center justify-center gap-2 rounded-lg border font-medium text-sm min-h-11 md:min-h-9 px-3.5 ' +
  'cursor-pointer select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 transition-colors'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind
  readonly icon?: IconName
  /** Work goes on: it cannot be pressed again, and says so. */
  readonly busy?: boolean
  readonly children: ReactNode
}

// While busy it stays focusable: the focus of whoever pressed it must not fall to the top of the page.
export function Button({ kind = 'secondary', icon, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={cx(SHAPE, KINDS[kind], className)}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: IconName
  /** What it does: read aloud, and shown on hover. */
  readonly label: string
  readonly kind?: ButtonKind
}

export function IconButton({ icon, label, kind = 'ghost', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={cx(SHAPE, KINDS[kind], 'px-0 w-11 md:w-9', className)}
    >
      <Icon name={icon} />
    </button>
  )
}

/** Looks like a button, goes to another page of the dashboard. */
export function LinkButton({
  href,
  kind = 'secondary',
  icon,
  className,
  children,
}: {
  href: string
  kind?: ButtonKind
  icon?: IconName
  className?: string
  children: ReactNode
}) {
  return (
    <Link href={href} className={cx(SHAPE, KINDS[kind], className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  )
}
