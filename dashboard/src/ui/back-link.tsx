import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon } from './icon.tsx'

/** The way to the page above, over its heading. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="-ml-1 inline-flex min-h-11 items-center gap-1 rounded pr-2 text-muted text-sm hover:text-ink md:min-h-7"
    >
      <Icon name="back" size={16} />
      {children}
    </Link>
  )
}
