/** The members of a delivered body that a filter may begin with. */
export const BODY_MEMBERS = ['id', 'event', 'timestamp', 'workspaceId', 'account', 'data'] as const
const LOGIC = ['$and', '$or', '$not']
export const OPERATORS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$contains',
  '$startsWith',
  '$endsWith',
] as const

export type FilterFault =
  | { readonly kind: 'json'; readonly detail: string }
  | { readonly kind: 'object' }
  | { readonly kind: 'member' | 'operator'; readonly name: string }

export type ReadFilter = { readonly filter: Record<string, unknown> | null } | { readonly fault: FilterFault }

/** The filter that was typed; null when none was. What is not found here the hub says when it is saved. */
export function readFilter(text: string): ReadFilter {
  if (text.trim() === '') return { filter: null }
  let filter: unknown
  try {
    filter = JSON.parse(text)
  } catch (error) {
    return { fault: { kind: 'json', detail: error instanceof Error ? error.message : String(error) } }
  }
  if (!isRecord(filter)) return { fault: { kind: 'object' } }
  const fault = faultOf(filter, true)
  return fault ? { fault } : { filter }
}

function faultOf(node: unknown, root: boolean): FilterFault | undefined {
  if (!isRecord(node)) return undefined
  for (const [name, value] of Object.entries(node)) {
    const logic = LOGIC.includes(name)
    if (name.startsWith('$') && !logic && (root || !OPERATORS.some((each) => each === name)))
      return { kind: 'operator', name }
    if (root && !logic && !BODY_MEMBERS.some((each) => each === name)) return { kind: 'member', name }
    const below = logic && Array.isArray(value) ? value : [value]
    for (const each of below) {
      const fault = name.startsWith('$') && !logic ? undefined : faultOf(each, root && logic)
      if (fault) return fault
    }
  }
  return undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
