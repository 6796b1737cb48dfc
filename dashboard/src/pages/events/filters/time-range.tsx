import { useStrings } from '../../../strings/index.tsx'
import { TextField } from '../../../ui/field.tsx'
import { PRESETS } from './filters.ts'
import type { FilterControl } from './use-filters.ts'

const MINUTE_MS = 60_000

/** From when and until when, in local time. */
export function TimeRange({ control }: { control: FilterControl }) {
  const t = useStrings().common
  const { since, until } = control.filters
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label={t.from}
        type="datetime-local"
        value={isPreset(since) ? '' : localOf(since)}
        onChange={(event) => control.change({ since: isoOf(event.target.value) }, { replace: true })}
      />
      <TextField
        label={t.until}
        type="datetime-local"
        value={localOf(until)}
        onChange={(event) => control.change({ until: isoOf(event.target.value) }, { replace: true })}
      />
    </div>
  )
}

export function isPreset(since: string | undefined): since is (typeof PRESETS)[number] {
  return PRESETS.some((each) => each === since)
}

/** As the browser's field has it; what is no time is none. */
function localOf(iso: string | undefined): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16)
}

function isoOf(local: string): string | undefined {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
