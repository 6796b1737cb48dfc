import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What is seldom needed, behind its name. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group rounded-xl border border-line">
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-3 px-4 py-2 text-sm -outline-offset-2 hover:bg-sunken group-open:border-line group-open:border-b [&::-webkit-details-marker]:hidden">
        {title}
        <span className="text-muted group-open:rotate-180">
          <Icon name="down" />
        </span>
      </summary>
      {children}
    </details>
  )
}
