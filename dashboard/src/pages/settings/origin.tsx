import type { Settings } from '@hubbub/sdk'
import { useStrings } from '../../strings/index.tsx'

/** Where a setting comes from. */
export function Origin({ source, variable }: { source: Settings['sources']['alerts']; variable: string }) {
  const { sources } = useStrings().settings
  return (
    <p className="text-muted text-sm">{source === 'environment' ? sources.environment(variable) : sources[source]}</p>
  )
}
