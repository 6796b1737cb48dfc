import type { PersonProfile } from '../client.ts'
import { filled } from '../json.ts'
import type { LineApi, Path } from './api.ts'

/**
 * The profile of a person (`U…`), of a member as a group or room sees them (`C…/U…`, `R…/U…`: also people who are
 * not friends of the account), or the name and picture of a group (`C…`).
 * @throws PlatformError `not-found` for people who blocked the account or have not agreed to be known.
 */
export async function person(api: LineApi, id: string): Promise<PersonProfile> {
  const answer = await api.get(pathOf(id))
  return {
    id,
    username: undefined,
    name: filled(answer.displayName) ?? filled(answer.groupName),
    pictureUrl: filled(answer.pictureUrl),
  }
}

function pathOf(id: string): Path {
  const [place = '', member] = id.split('/')
  const chat = place.startsWith('R') ? 'room' : 'group'
  if (member !== undefined) return ['v2', 'bot', chat, place, 'member', member]
  return place.startsWith('C') ? ['v2', 'bot', 'group', place, 'summary'] : ['v2', 'bot', 'profile', place]
}
