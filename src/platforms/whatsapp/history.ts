import { id, type JsonRecord, list, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { lateFileDraft, messageDraft, type Sides } from './message.ts'
import { digits, idsOf, personOf } from './people.ts'
import { factKey, faultOf, othersOf, type Scope } from './scope.ts'

/** One fact of a piece of history, and the piece reduced to it. */
export interface HistoryFact {
  readonly draft: Draft | Unknown
  readonly item: unknown
}

/** Every message of a piece of history; a piece without any says how far it has come, or why it does not come. */
export function historyFacts(item: JsonRecord, scope: Scope): HistoryFact[] {
  const facts: HistoryFact[] = []
  for (const given of list(item.threads)) {
    const thread = record(given)
    for (const one of list(thread?.messages)) {
      const message = record(one)
      const draft = message && thread ? threadDraft(message, thread, scope) : unknown('not an object', 'history')
      facts.push({ draft, item: { ...item, threads: [{ ...thread, messages: [one] }] } })
    }
  }
  return facts.length > 0 ? facts : [{ draft: progressDraft(item, scope), item }]
}

function threadDraft(message: JsonRecord, thread: JsonRecord, scope: Scope): Draft | Unknown {
  const context = record(thread.context)
  const ids = idsOf(context?.wa_id ?? thread.id, context?.user_id)
  return messageDraft(message, scope, { ...sidesOf(message, scope), person: personOf(ids, context) })
}

/** A message that comes on its own in the history: the file of one that was told of before. */
export function historyMessageDraft(message: JsonRecord, scope: Scope): Draft | Unknown {
  const sides = sidesOf(message, scope)
  return lateFileDraft(message, scope, sides) ?? messageDraft(message, scope, sides)
}

function sidesOf(message: JsonRecord, scope: Scope): Sides {
  const from = digits(message.from)
  const outgoing = id(message.to) !== undefined || (from !== undefined && from === scope.phone)
  const ids = outgoing ? idsOf(message.to, message.to_user_id) : idsOf(message.from, message.from_user_id)
  return { person: personOf(ids, scope.contact), outgoing, history: true }
}

function progressDraft(item: JsonRecord, scope: Scope): Draft {
  const fault = faultOf(item.errors)
  const progress = record(item.metadata)
  return {
    type: 'account.updated',
    key: factKey('history', item, undefined, scope.moment),
    data: {
      platform: 'whatsapp',
      change: 'history',
      status: fault ? 'failed' : undefined,
      reason: fault?.details ?? fault?.error,
      details: fault ? { errorCode: fault.errorCode } : progress && othersOf(progress, []),
    },
  }
}
