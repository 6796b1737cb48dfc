import { cx } from '../../lib/cx.ts'
import { useStrings } from '../../strings/index.tsx'
import { Icon } from '../../ui/icon.tsx'

/** Whether a step is done, to the eye and read aloud; its number while it is not. */
export function StepMark({ done, number }: { done: boolean; number?: string }) {
  const { firstSteps: t } = useStrings().overview
  return (
    <span
      className={cx(
        'grid shrink-0 place-items-center rounded-full border font-semibold text-sm transition-colors',
        number === undefined ? 'size-6' : 'size-8',
        done ? 'border-transparent bg-ok-soft text-ok' : 'border-edge text-muted',
      )}
    >
      {done ? <Icon name="check" size={16} /> : <span aria-hidden="true">{number}</span>}
      <span className="sr-only">{done ? t.done : t.toDo}: </span>
    </span>
  )
}
