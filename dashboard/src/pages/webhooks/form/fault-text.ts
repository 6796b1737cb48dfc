import { useStrings } from '../../../strings/index.tsx'
import type { Fault } from './values.ts'

/** What is wrong with a field, in words. */
export function useFaultText(): (fault: Fault) => string {
  const { form } = useStrings().webhooks
  return (fault) => {
    if (fault.kind !== 'filter') return form.faults[fault.kind]
    const inner = fault.fault
    if (inner.kind === 'json') return form.filterFaults.json(inner.detail)
    if (inner.kind === 'object') return form.filterFaults.object
    return form.filterFaults[inner.kind](inner.name)
  }
}
