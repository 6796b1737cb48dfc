import { HubbubError } from '@hubbub/sdk'
import { messageOf } from '../../errors.ts'
import { refusalOf } from '../api.ts'
import { noAnswer } from '../no-answer.ts'
import type { ClientSettings } from '../settings.ts'
import { type Check, fail } from './check.ts'

/** What the hub's answers tell; when it does not answer, or otherwise than this version does, why. */
export async function ask(name: string, settings: ClientSettings, examine: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await examine()
  } catch (error) {
    if (!(error instanceof HubbubError)) {
      const mend = 'The hub may be older or newer than this program: update the older of the two.'
      return [fail(name, `the answer of the hub cannot be read: ${messageOf(error)}`, mend)]
    }
    if (error.status === 0) return [fail(name, noAnswer(error), 'The hub did not answer; try again.')]
    const { what, mend } = refusalOf(error, settings)
    return [fail(name, what, mend)]
  }
}
