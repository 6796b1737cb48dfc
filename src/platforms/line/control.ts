import { filled, id, list, record } from '../json.ts'
import { type Context, type Draft, type Unknown, unknown } from './context.ts'
import { dateOf } from './time.ts'

/** What `activated`, `deactivated`, `botSuspended` and `botResumed` say: whether the account's module may answer. */
export function controlDraft(
  { item, conversation }: Context,
  action: 'activate' | 'deactivate' | 'suspend' | 'resume',
): Draft {
  const expiresAt = dateOf(record(item.chatControl)?.expireAt)?.toISOString()
  return { type: 'account.standby', data: { platform: 'line', action, conversationId: conversation, expiresAt } }
}

/** What a `module` event says: the module channel was attached to an official account, or detached from it. */
export function moduleDraft({ item }: Context): Draft | Unknown {
  const module = record(item.module)
  const status = module && filled(module.type)
  if (!module || status === undefined) return unknown('a module event that does not say what happened', 'module')
  const scopes = list(module.scopes).filter((scope) => typeof scope === 'string')
  const data = {
    platform: 'line',
    change: 'module',
    status,
    reason: filled(module.reason),
    details: { botId: id(module.botId), ...(scopes.length > 0 ? { scopes } : {}) },
  }
  return { type: 'account.updated', data }
}
