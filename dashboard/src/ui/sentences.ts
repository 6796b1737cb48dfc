import type { Platform } from '@hubbub/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { platformsQuery } from '../api/platforms.ts'
import { useClient } from '../api/session.tsx'
import { usePreferences } from '../lib/preferences.ts'
import { loadSentences } from '../strings/index.tsx'
import { isOwn, type Said, type Sentences, sentenceOf, withReasons } from '../strings/sentences.ts'

/** Texts do not change while a page is open. */
const KEPT = { staleTime: Number.POSITIVE_INFINITY }

/** The sentences of the page and of every platform; those of the page alone until the hub has answered. */
export function useSentencesOfPlatforms(page: Sentences): Sentences {
  const { language } = usePreferences()
  const { data } = useQuery({ ...platformsQuery(useClient(), language), ...KEPT })
  return data ? withReasons(page, data.data.map(reasonsOf)) : page
}

/** Finds the words for what the hub said, where no element can stand. The hub is asked only for codes of a platform. */
export function useWords(): (said: Said) => Promise<string> {
  const client = useClient()
  const queries = useQueryClient()
  const { language } = usePreferences()
  return async (said) => {
    const page = await loadSentences(language)
    if (!page) return said.detail
    if (isOwn(page, said)) return sentenceOf(page, said)
    const answer = await queries.fetchQuery({ ...platformsQuery(client, language), ...KEPT }).catch(() => undefined)
    return sentenceOf(withReasons(page, answer?.data.map(reasonsOf) ?? []), said)
  }
}

function reasonsOf({ reasons }: Platform) {
  return reasons
}
