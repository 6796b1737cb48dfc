import { useState } from 'react'
import { useEventTypes } from '../../../api/lists.ts'
import { useAddressFilters } from '../../../lib/address.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { wildcardOf } from '../patterns.ts'

const STATUSES = ['success', 'failed', 'retry', 'failure'] as const
const NAMES = ['status', 'statusCode', 'event'] as const

/** The filters of the log as the hub takes them; what stands in the address may be anything. */
export function useLogFilters() {
  const { values } = useAddressFilters(NAMES)
  const status = STATUSES.find((each) => each === values.status)
  const code = codeOf(values.statusCode ?? '')
  return {
    ...(status && { status }),
    ...(code !== undefined && { statusCode: code }),
    ...(values.event !== undefined && { event: values.event }),
  }
}

function codeOf(text: string): number | undefined {
  return /^[1-5]\d\d$/.test(text) ? Number(text) : undefined
}

export function LogFilters() {
  const { webhooks, common } = useStrings()
  const t = webhooks.delivery
  const { values, change, clear } = useAddressFilters(NAMES)
  const catalogue = useEventTypes().data ?? []
  const [code, setCode] = useState(values.statusCode ?? '')
  const patterns = catalogue.flatMap(({ type }, index) => {
    const wildcard = wildcardOf(type)
    const first = catalogue.findIndex((each) => wildcardOf(each.type) === wildcard) === index
    return first ? [wildcard, type] : [type]
  })
  const { event } = values
  const offered = event === undefined || patterns.includes(event) ? patterns : [event, ...patterns]
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap">
      <SelectField
        label={t.statusFilter}
        value={values.status ?? ''}
        options={[
          { value: '', label: t.statuses.all },
          ...STATUSES.map((value) => ({ value, label: t.statuses[value] })),
        ]}
        onChange={(picked) => change({ status: picked.target.value })}
      />
      <TextField
        className="md:w-36"
        label={t.statusCode}
        inputMode="numeric"
        placeholder={t.statusCodeHint}
        maxLength={3}
        value={code}
        onChange={(typed) => {
          const text = typed.target.value.replaceAll(/\D/g, '')
          setCode(text)
          if (text === '' || codeOf(text) !== undefined) change({ statusCode: text }, { replace: true })
        }}
      />
      <SelectField
        className="col-span-2 min-w-0"
        label={t.eventFilter}
        value={event ?? ''}
        options={[{ value: '', label: t.allEvents }, ...offered.map((pattern) => ({ value: pattern, label: pattern }))]}
        onChange={(picked) => change({ event: picked.target.value })}
      />
      {NAMES.some((name) => values[name] !== undefined) && (
        <Button
          kind="ghost"
          icon="close"
          className="col-span-2"
          onClick={() => {
            setCode('')
            clear()
          }}
        >
          {common.clearFilters}
        </Button>
      )}
    </search>
  )
}
