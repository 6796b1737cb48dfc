import { SelectField } from './field.tsx'
import { usePlatformList } from './platform.tsx'

/** One platform, or all of them. */
export function PlatformField({
  label,
  all,
  value,
  onChange,
}: {
  label: string
  /** How it says that no platform is chosen. */
  all: string
  value: string | undefined
  onChange: (platform: string) => void
}) {
  const platforms = usePlatformList()
  return (
    <SelectField
      label={label}
      className="sm:w-48"
      value={value ?? ''}
      options={[{ value: '', label: all }, ...platforms.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
