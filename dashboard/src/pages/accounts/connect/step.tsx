import type { ReactNode, Ref } from 'react'
import { cx } from '../../../lib/cx.ts'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Icon } from '../../../ui/icon.tsx'

const TOTAL = 3

/** One step of the guide; what is done shows it in its number. */
export function Step({
  number,
  title,
  done,
  heading,
  children,
}: {
  number: number
  title: string
  done: boolean
  heading?: Ref<HTMLHeadingElement>
  children: ReactNode
}) {
  const t = useStrings().accounts.guide
  const format = useFormat()
  return (
    <li className="min-w-0 rounded-2xl border border-line bg-surface p-4 sm:p-5">
      <div className="mb-4 flex items-start gap-3">
        <span
          aria-hidden="true"
          className={cx(
            'mt-px grid size-7 shrink-0 place-items-center rounded-full font-semibold text-sm',
            done ? 'bg-ok-soft text-ok' : 'bg-accent-soft text-accent-strong',
          )}
        >
          {done ? <Icon name="check" size={16} /> : format.number(number)}
        </span>
        <h2 ref={heading} tabIndex={-1} className="scroll-mt-16 pt-0.5 font-semibold text-[0.9375rem] outline-none">
          <span className="sr-only">
            {t.step(format.number(number), format.number(TOTAL))}
            {done && `, ${t.done}`}:{' '}
          </span>
          {title}
        </h2>
      </div>
      {children}
    </li>
  )
}

/** Something that comes by itself: waited for, come, or gone wrong. Said aloud when it changes. */
export function Signal({
  state,
  title,
  children,
}: {
  state: 'waiting' | 'ok' | 'bad'
  title: string
  children?: ReactNode
}) {
  return (
    <div
      role="status"
      className={cx(
        'flex items-start gap-3 rounded-xl border px-4 py-3 text-sm',
        { waiting: 'border-line bg-sunken', ok: 'border-ok/40 bg-ok-soft', bad: 'border-bad/40 bg-bad-soft' }[state],
      )}
    >
      {state === 'waiting' ? (
        <span aria-hidden="true" className="relative mt-1.5 flex size-2.5 shrink-0">
          <span className="absolute size-full animate-ping rounded-full bg-accent opacity-60" />
          <span className="size-full rounded-full bg-accent" />
        </span>
      ) : (
        <span className={state === 'ok' ? 'text-ok' : 'text-bad'}>
          <Icon name={state === 'ok' ? 'check' : 'warning'} />
        </span>
      )}
      <div className="grid min-w-0 flex-1 justify-items-start gap-1">
        <p className={cx('font-medium', { waiting: '', ok: 'text-ok', bad: 'text-bad' }[state])}>{title}</p>
        {children}
      </div>
    </div>
  )
}
