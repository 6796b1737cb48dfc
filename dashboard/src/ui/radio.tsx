import { type ReactNode, useId } from 'react'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  readonly hint?: ReactNode
}

/** One of a few, each with what it means; the whole row can be pressed. */
export function RadioGroup<Value extends string>({
  label,
  choices,
  value,
  onChange,
  disabled = false,
  hideLabel = false,
}: {
  label: string
  /** The label is read aloud only. */
  hideLabel?: boolean
  choices: readonly Choice<Value>[]
  value: Value
  onChange: (value: Value) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <fieldset disabled={disabled} className="grid min-w-0">
      <legend className={hideLabel ? 'sr-only' : 'mb-1 font-medium text-sm'}>{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5 has-disabled:cursor-not-allowed md:min-h-9 md:py-1.5"
        >
          <input
            type="radio"
            name={id}
            value={choice.value}
            checked={choice.value === value}
            aria-describedby={choice.hint ? `${id}-${choice.value}` : undefined}
            onChange={() => onChange(choice.value)}
            className="mt-1 size-4 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed"
          />
          <span className="min-w-0 text-sm">
            <span className="wrap-anywhere">{choice.label}</span>
            {choice.hint && (
              <span id={`${id}-${choice.value}`} className="block text-muted">
                {choice.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
