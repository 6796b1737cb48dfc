import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'info' | 'accent'

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken text-muted',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  accent: 'bg-accent-soft text-accent-strong',
}

/** A state in a word; the colour repeats what the word says. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 font-medium text-xs',
        TONES[tone],
      )}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {children}
    </span>
  )
}

/** A notice within a page. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <div className={cx('rounded-xl px-4 py-3 text-sm', TONES[tone])}>{children}</div>
}
