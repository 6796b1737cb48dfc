import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import type { Said as SaidText } from '../../strings/sentences.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Said } from '../../ui/said.tsx'

export type HealthState = 'ok' | 'warning' | 'critical' | 'none'

const TONES: Readonly<Record<HealthState, Tone>> = { ok: 'ok', warning: 'warn', critical: 'bad', none: 'neutral' }
/** Of each part; the page concerned lists the rest. */
const SHOWN = 3

interface Problem {
  readonly id: string
  readonly what: ReactNode
  readonly text: string
  /** What the hub says of it. */
  readonly said: SaidText
  readonly href: string
}

/** What the hub has of one kind, in a line; below it what is wrong with it. */
export function HealthPart({
  name,
  href,
  state,
  text,
  problems,
}: {
  name: string
  href: string
  state: HealthState
  text: string
  problems: readonly Problem[]
}) {
  const { overview } = useStrings()
  const t = overview.health
  const format = useFormat()
  const more = problems.length - SHOWN
  return (
    <li className="border-line border-t first:border-t-0">
      <Link
        href={href}
        className="-mx-2 grid min-h-11 grid-cols-[1fr_auto] items-center gap-x-3 rounded-lg px-2 py-1.5 text-sm hover:bg-sunken sm:grid-cols-[9rem_1fr_auto]"
      >
        <span className="font-medium">{name}</span>
        <span className="order-last col-span-2 text-muted tabular-nums sm:order-none sm:col-span-1">{text}</span>
        <Badge tone={TONES[state]}>{t.states[state]}</Badge>
      </Link>
      {problems.length > 0 && (
        <ul className="mb-3 grid gap-2 sm:ml-36">
          {problems.slice(0, SHOWN).map(({ id, what, text, said, href: there }) => (
            <li key={id} className="grid gap-x-4 rounded-lg bg-sunken px-3 py-2 text-sm sm:grid-cols-[1fr_auto]">
              <div className="min-w-0">
                {what}
                <p>{text}</p>
                <p className="text-muted text-xs">
                  <Said of={said} />
                </p>
              </div>
              <Link
                href={there}
                className="inline-flex min-h-11 items-center self-center font-medium text-accent-strong hover:underline md:min-h-9"
              >
                {t.remedy}
              </Link>
            </li>
          ))}
          {more > 0 && (
            <li>
              <Link
                href={href}
                className="inline-flex min-h-11 items-center text-accent-strong text-sm hover:underline"
              >
                {t.moreProblems(format.number(more))}
              </Link>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
