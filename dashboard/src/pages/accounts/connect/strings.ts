import { guide } from '../../../strings/en/accounts-guide.ts'
import { createPageStrings } from '../../../strings/page-strings.ts'
import type { PlatformWords } from '../../../strings/platform-words.ts'

/** The texts of connecting an account. */
export const useGuideStrings = createPageStrings(guide, {
  th: async () => (await import('../../../strings/th/accounts-guide.ts')).guide,
})

/** In English the hub's own words stand. */
const none: PlatformWords = { fields: {}, hints: {} }

/** Words for what the hub describes in English only. */
export const usePlatformWords = createPageStrings(none, {
  th: async () => (await import('../../../strings/th/platform-words.ts')).platformWords,
})
