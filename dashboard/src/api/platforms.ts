import type { Hubbub } from '@hubbub/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { Language } from '../lib/preferences.ts'

/** What each platform takes, with its texts, and what last came from it. */
export function platformsQuery(client: Hubbub, language: Language) {
  return queryOptions({
    queryKey: ['platforms', language],
    queryFn: ({ signal }) => client.listPlatforms({ language }, { signal }),
  })
}
