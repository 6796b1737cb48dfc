/** One member of a platform's credentials, as a form asks for it. */
export interface CredentialField {
  readonly name: string
  readonly kind: 'secret' | 'text' | 'choice' | 'list' | 'time'
  readonly required: boolean
  readonly label: string
  /** How to fill it in. */
  readonly description: string
  readonly pattern: string | undefined
  readonly maxLength: number | undefined
  readonly options: readonly string[]
}

/** What can be wrong with what was entered; the name of its text. */
export type Fault = 'missing' | 'digits' | 'noSpaces' | 'tooLong' | 'noDate'

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The fields that the JSON Schema of a platform's credentials asks for, the needed ones first. */
export function credentialFields(schema: Readonly<Record<string, unknown>> | null): CredentialField[] {
  const required = list(schema?.required)
  const fields = Object.entries(record(schema?.properties)).map(([name, given]): CredentialField => {
    const member = record(given)
    const options = list(member.anyOf).flatMap((each) => {
      const value = record(each).const
      return typeof value === 'string' ? [value] : []
    })
    return {
      name,
      kind: kindOf(name, member, options),
      required: required.includes(name),
      label: typeof member.title === 'string' ? member.title : name,
      description: typeof member.description === 'string' ? member.description : '',
      pattern: typeof member.pattern === 'string' ? member.pattern : undefined,
      maxLength: typeof member.maxLength === 'number' ? member.maxLength : undefined,
      options,
    }
  })
  return fields.sort((a, b) => Number(b.required) - Number(a.required))
}

function kindOf(
  name: string,
  member: Readonly<Record<string, unknown>>,
  options: readonly string[],
): CredentialField['kind'] {
  if (options.length > 0) return 'choice'
  if (member.type === 'array') return 'list'
  if (member.format === 'date-time') return 'time'
  return /secret|token/i.test(name) ? 'secret' : 'text'
}

/** What is wrong with an entry; undefined when it can be sent. */
export function faultOf(field: CredentialField, text: string): Fault | undefined {
  if (text === '') return field.required ? 'missing' : undefined
  if (field.kind === 'time') return Number.isNaN(Date.parse(text)) ? 'noDate' : undefined
  if (field.kind === 'list') return undefined
  if (field.maxLength !== undefined && text.length > field.maxLength) return 'tooLong'
  if (field.pattern === undefined || new RegExp(field.pattern).test(text)) return undefined
  return field.pattern.startsWith('^\\d') ? 'digits' : 'noSpaces'
}

/** An entry as the hub takes it. */
export function entryValue(field: CredentialField, text: string): unknown {
  if (field.kind === 'time') return new Date(text).toISOString()
  if (field.kind === 'list') return text.split(/[\s,]+/).filter(Boolean)
  return text
}
