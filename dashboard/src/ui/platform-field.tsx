import { SelectField } from './field.tsx'
import { PLATFORM_IDS, usePlatformName } from './platform.tsx'

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
  const nameOf = usePlatformName()
  return (
    <SelectField
      label={label}
      className="sm:w-48"
      value={value ?? ''}
      options={[{ value: '', label: all }, ...PLATFORM_IDS.map((id) => ({ value: id, label: nameOf(id) }))]}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
