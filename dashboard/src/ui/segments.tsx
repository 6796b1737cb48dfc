import { cx } from '../lib/cx.ts'

/** A choice of a few, all in sight. */
export function Segments<Id extends string>({
  label,
  options,
  selected,
  onSelect,
}: {
  label: string
  options: readonly { readonly id: Id; readonly label: string }[]
  selected: Id
  onSelect: (id: Id) => void
}) {
  return (
    <fieldset className="flex w-fit max-w-full rounded-lg bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map(({ id, label: text }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === selected}
          onClick={() => onSelect(id)}
          className={cx(
            'min-h-11 min-w-11 cursor-pointer rounded-md border px-2.5 text-sm md:min-h-8',
            id === selected
              ? 'border-line bg-surface font-medium text-ink'
              : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {text}
        </button>
      ))}
    </fieldset>
  )
}
