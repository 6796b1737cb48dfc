import type { Endpoint } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { Code } from '../../../ui/code.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { useSamples } from '../queries.ts'

/** A made-up delivery of a type, as it would be sent. */
export function TypeSample({ type, format, label }: { type: string; format: Endpoint['format']; label?: string }) {
  const { form: t } = useStrings().webhooks
  const query = useSamples(type, { enabled: true })
  return (
    <QueryView query={query} lines={3}>
      {(samples) => (
        <div className="grid gap-1 pb-2">
          <Code label={label ?? t.sampleOf(type)} value={readable(samples[format])} fileName={`${type}.json`} />
          <p className="text-muted text-xs">{t.sampleNote}</p>
        </div>
      )}
    </QueryView>
  )
}

/** With line breaks; as it is where it is no JSON. */
export function readable(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
