import { createContext, type ReactNode, use } from 'react'
import { type Language, usePreferences } from '../lib/preferences.ts'
import { en } from './en.ts'

/** Every text of the dashboard; texts with something in them are functions. A language that lacks one does not compile. */
export type Strings = typeof en

const StringsContext = createContext<Strings>(en)

/** The texts of a language; all but English are fetched when they are chosen. */
export const LANGUAGES: Readonly<Record<Language, { name: string; load(): Promise<Strings> }>> = {
  en: { name: 'English', load: () => Promise.resolve(en) },
  th: { name: 'ไทย', load: async () => (await import('./th.ts')).th },
}

const loaded = new Map<Language, Promise<Strings>>()

function load(language: Language): Promise<Strings> {
  let strings = loaded.get(language)
  if (!strings) {
    strings = LANGUAGES[language].load()
    loaded.set(language, strings)
  }
  return strings
}

/** Gives everything below the texts in the language that was chosen. */
export function StringsProvider({ children }: { children: ReactNode }) {
  const { language } = usePreferences()
  const strings = language === 'en' ? en : use(load(language))
  return <StringsContext value={strings}>{children}</StringsContext>
}

export function useStrings(): Strings {
  return use(StringsContext)
}
