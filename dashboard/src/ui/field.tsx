import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'

const BOX =
  'w-full rounded-lg border border-edge bg-surface px-3 text-ink placeholder:text-muted text-base md:text-sm min-h-11 md:min-h-9 ' +
  'disabled:bg-sunken disabled:text-muted aria-invalid:border-bad'

interface Frame {
  readonly label: string
  /** How to fill it in. */
  readonly hint?: ReactNode
  /** What is wrong with what stands in it. */
  readonly error?: string | undefined
  /** The label is read aloud only. */
  readonly hideLabel?: boolean
  readonly className?: string
}

interface Framed<Own> {
  /** What goes on to the control itself. */
  readonly own: Own
  readonly control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }
  readonly frame: (box: ReactNode) => ReactNode
}

function useFrame<Props extends Frame & { required?: boolean | undefined }>(
  props: Props,
): Framed<Omit<Props, keyof Frame>> {
  const { label, hint, error, hideLabel, className, ...own } = props
  const id = useId()
  const t = useStrings()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const control = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': error ? (true as const) : undefined,
  }
  const frame = (box: ReactNode) => (
    <div className={cx('grid gap-1.5', className)}>
      <label htmlFor={id} className={cx('font-medium text-sm', hideLabel && 'sr-only')}>
        {label}
        {props.required && <span className="text-muted font-normal"> ({t.common.required})</span>}
      </label>
      {box}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-bad text-sm">
          {error}
        </p>
      )}
    </div>
  )
  return { own, control, frame }
}

export function TextField(props: Frame & Omit<InputHTMLAttributes<HTMLInputElement>, 'className'>) {
  const { own, control, frame } = useFrame(props)
  return frame(<input type="text" {...own} {...control} className={BOX} />)
}

export function TextArea(props: Frame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'>) {
  const { own, control, frame } = useFrame(props)
  return frame(<textarea rows={4} {...own} {...control} className={cx(BOX, 'py-2 font-mono')} />)
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

export function SelectField({
  options,
  ...props
}: Frame & { options: readonly Option[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className'>) {
  const { own, control, frame } = useFrame(props)
  return frame(
    <select {...own} {...control} className={cx(BOX, 'pr-8')}>
      {options.map(({ value, label: text, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {text}
        </option>
      ))}
    </select>,
  )
}

/** A field to search in, named by what stands in it while it is empty. */
export function SearchField({
  label,
  value,
  onChange,
  className = '',
}: {
  label: string
  value: string
  onChange: (text: string) => void
  className?: string
}) {
  return (
    <TextField
      type="search"
      label={label}
      hideLabel
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={className}
    />
  )
}

/** A box to tick, or a switch; the whole row can be pressed. */
export function CheckField({
  label,
  hint,
  look = 'box',
  className,
  ...input
}: {
  label: ReactNode
  hint?: ReactNode
  look?: 'box' | 'switch'
  className?: string
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'type'>) {
  const id = useId()
  return (
    <label className={cx('flex min-h-11 cursor-pointer items-start gap-3 py-2.5 md:min-h-9 md:py-1.5', className)}>
      <input
        type="checkbox"
        role={look === 'switch' ? 'switch' : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...input}
        className={
          look === 'switch'
            ? 'relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-sunken ' +
              'transition-colors after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-edge ' +
              'after:transition-transform checked:border-accent checked:bg-accent checked:after:translate-x-4 ' +
              'checked:after:bg-on-accent disabled:cursor-not-allowed disabled:opacity-55 forced-colors:appearance-auto'
            : 'mt-1 size-4 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed'
        }
      />
      <span className="min-w-0 text-sm">
        <span className="wrap-anywhere">{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="block text-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
