import type { Endpoint } from '@hubbub/sdk'
import { useState } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { RadioGroup } from '../../../ui/radio.tsx'
import { TypeSample } from './type-sample.tsx'

const FORMATS = ['standard', 'flat', 'cloudevents', 'raw'] as const

/** The shapes that a delivery can have, each with an explanation and a sample. */
export function FormatPicker({
  format,
  onChange,
}: {
  format: Endpoint['format']
  onChange: (format: Endpoint['format']) => void
}) {
  const { form: t } = useStrings().webhooks
  const [shown, setShown] = useState(false)
  return (
    <div className="grid gap-2">
      <RadioGroup
        label={t.format}
        hideLabel
        value={format}
        onChange={onChange}
        choices={FORMATS.map((value) => ({ value, label: t.formats[value].name, hint: t.formats[value].hint }))}
      />
      <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary className="flex min-h-11 w-fit cursor-pointer items-center gap-2 rounded-lg px-2 text-accent-strong text-sm hover:bg-sunken md:min-h-9">
          {t.showSample}
        </summary>
        {shown && (
          <div className="mt-2">
            <TypeSample type="message.received" format={format} label={t.formatSample(t.formats[format].name)} />
          </div>
        )}
      </details>
    </div>
  )
}
