import { HubbubError } from '@hubbub/sdk'
import { messageOf } from '../../errors.ts'
import { refusalOf } from '../api.ts'
import { noAnswer } from '../no-answer.ts'
import type { ClientSettings } from '../settings.ts'
import { type Check, fail } from './check.ts'

/** Makes checks of the hub's answers; of no answer, or one that this version cannot read, a failed check with the reason. */
export async function ask(name: string, settings: ClientSettings, examine: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await examine()
  } catch (error) {
    if (!(error instanceof HubbubError)) {
      const remedy = 'The hub may be older or newer than this program: update the older of the two.'
      return [fail(name, `the answer of the hub cannot be read: ${messageOf(error)}`, remedy)]
    }
    if (error.status === 0) return [fail(name, noAnswer(error), 'The hub did not answer; try again.')]
    const { what, remedy } = refusalOf(error, settings)
    return [fail(name, what, remedy)]
  }
}
