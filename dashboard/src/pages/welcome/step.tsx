import { type ReactNode, useId } from 'react'
import { cx } from '../../lib/cx.ts'
import { useFormat } from '../../lib/format.ts'
import { StepMark } from './step-mark.tsx'

/** One of the first steps: what it is for, how it is done, and what there is to see when it is. */
export function Step({
  number,
  title,
  detail,
  done,
  children,
}: {
  number: number
  title: string
  detail: string
  done: boolean
  children: ReactNode
}) {
  const id = useId()
  const format = useFormat()
  return (
    <li
      aria-labelledby={id}
      className={cx(
        'grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-3 rounded-2xl border bg-surface p-4 transition-colors sm:gap-x-4 sm:p-5',
        done ? 'border-ok/50' : 'border-line',
      )}
    >
      <StepMark done={done} number={format.number(number)} />
      <div>
        <h2 id={id} className="pt-1 font-semibold text-base">
          {title}
        </h2>
        <p className="max-w-3xl text-muted text-sm">{detail}</p>
      </div>
      <div className="col-span-2 grid gap-3 sm:col-span-1 sm:col-start-2">{children}</div>
    </li>
  )
}
