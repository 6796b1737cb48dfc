import { invalid } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import { accountsByExternalId } from '../store/accounts/read.ts'
import type { Executor } from '../store/database.ts'
import { fieldId } from './params.ts'

/** The uuid of an account given as `acc_…` or `platform:externalId`. @throws HubError naming the field. */
export async function accountParam(db: Executor, workspaceId: string, text: string, field: string): Promise<string> {
  if (text.startsWith('acc_')) return fieldId('account', text, field)
  const colon = text.indexOf(':')
  if (colon > 0) {
    const [found] = await accountsByExternalId(db, workspaceId, text.slice(colon + 1), text.slice(0, colon))
    if (found !== undefined) return found
    throw refusal('no_account', { id: text })
  }
  throw invalid(field, 'wrong_account')
}
