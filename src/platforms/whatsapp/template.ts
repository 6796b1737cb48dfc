import { filled, id, type JsonRecord, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { factKey, othersOf, type Scope } from './scope.ts'

export const TEMPLATE_FIELDS: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
])

const NAMED = ['message_template_id', 'message_template_name', 'message_template_language']

interface Reading {
  readonly change: 'status' | 'category' | 'quality' | 'components'
  readonly value?: string
  readonly previous?: string
}

/** What the platform says of a message template. */
export function templateDraft(value: JsonRecord, scope: Scope): Draft | Unknown {
  const templateId = id(value.message_template_id)
  if (templateId === undefined) return unknown('a template without an id', scope.field)
  const { change, value: current, previous } = readingOf(value, scope.field)
  const rejection = record(value.rejection_info)
  const reason = filled(value.reason)
  const members = [...NAMED, 'reason', current, previous].filter((name) => name !== undefined)
  return {
    type: 'template.updated',
    key: factKey(scope.field, value, undefined, scope.moment),
    data: {
      templateId,
      platform: 'whatsapp',
      change,
      name: filled(value.message_template_name),
      language: filled(value.message_template_language),
      value: current && filled(value[current]),
      previous: previous && filled(value[previous]),
      reason: (rejection && filled(rejection.reason)) ?? (reason === 'NONE' ? undefined : reason),
      details: othersOf(value, members),
    },
  }
}

// The documentation also shows a quality under the field of the status: what is there decides.
function readingOf(value: JsonRecord, field: string): Reading {
  if (value.new_quality_score !== undefined)
    return { change: 'quality', value: 'new_quality_score', previous: 'previous_quality_score' }
  if (field === 'template_category_update' || value.new_category !== undefined)
    return { change: 'category', value: 'new_category', previous: 'previous_category' }
  if (field === 'message_template_components_update') return { change: 'components' }
  if (field === 'message_template_quality_update') return { change: 'quality' }
  return { change: 'status', value: 'event' }
}
