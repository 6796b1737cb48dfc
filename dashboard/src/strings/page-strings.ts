import { use } from 'react'
import { type Language, usePreferences } from '../lib/preferences.ts'

/**
 * A hook for texts that only one page needs: they come with that page, not with the first load. English comes in the
 * page's own file, the others when they are chosen.
 */
export function createPageStrings<T>(
  english: T,
  others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<T>>>,
): () => T {
  const loaded = new Map<Language, Promise<T>>()
  const load = (language: Exclude<Language, 'en'>) => {
    let strings = loaded.get(language)
    if (!strings) {
      strings = others[language]()
      loaded.set(language, strings)
    }
    return strings
  }
  return () => {
    const { language } = usePreferences()
    return language === 'en' ? english : use(load(language))
  }
}
