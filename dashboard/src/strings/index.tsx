import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Language, usePreferences } from '../lib/preferences.ts'
import { core } from './en/core.ts'
import type { en } from './en.ts'

/** Every text of the dashboard; texts with something in them are functions. A language that lacks one does not compile. */
export type Strings = typeof en
/** What the first load needs. */
export type Core = typeof core
/** Pages that bring their texts with them. */
export type PageGroup = Exclude<keyof Strings, keyof Core>
type Loaded = Core & Partial<Strings>

export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', th: 'ไทย' }

const GROUPS: Readonly<Record<Language, Readonly<Record<PageGroup, () => Promise<Partial<Strings>>>>>> = {
  en: {
    accounts: () => import('./en/accounts.ts'),
    events: () => import('./en/events.ts'),
    rejections: () => import('./en/rejections.ts'),
    settings: () => import('./en/settings.ts'),
    webhooks: () => import('./en/webhooks.ts'),
    welcome: () => import('./en/welcome.ts'),
  },
  th: {
    accounts: () => import('./th/accounts.ts'),
    events: () => import('./th/events.ts'),
    rejections: () => import('./th/rejections.ts'),
    settings: () => import('./th/settings.ts'),
    webhooks: () => import('./th/webhooks.ts'),
    welcome: () => import('./th/welcome.ts'),
  },
}

const cores = new Map<Language, Promise<Core>>()
const groups = new Map<string, Promise<Partial<Strings>>>()

function loadCore(language: Language): Promise<Core> {
  let texts = cores.get(language)
  if (!texts) {
    texts = language === 'en' ? Promise.resolve(core) : import('./th/core.ts').then((loaded) => loaded.core)
    cores.set(language, texts)
  }
  return texts
}

/** Begins to fetch the texts of a page. */
export function loadGroup(language: Language, group: PageGroup): Promise<Partial<Strings>> {
  const name = `${language} ${group}`
  let texts = groups.get(name)
  if (!texts) {
    texts = GROUPS[language][group]()
    groups.set(name, texts)
    // Fetched again when it is asked for again: the hub may just have been away.
    texts.catch(() => groups.delete(name))
  }
  return texts
}

const StringsContext = createContext<Loaded>(core)

/** Gives everything below the texts of the first load, in the language that was chosen. */
export function StringsProvider({ children }: { children: ReactNode }) {
  const { language } = usePreferences()
  const texts = language === 'en' ? core : use(loadCore(language))
  return <StringsContext value={texts}>{children}</StringsContext>
}

/** Adds the texts of a page, for that page. */
export function PageStrings({ group, children }: { group: PageGroup; children: ReactNode }) {
  const { language } = usePreferences()
  const shared = use(StringsContext)
  const own = use(loadGroup(language, group))
  // The same object as long as the language is: another one makes everything that shows a text render again.
  const texts = useMemo(() => ({ ...shared, ...own }), [shared, own])
  return <StringsContext value={texts}>{children}</StringsContext>
}

/** The texts of the first load and, within a page, those of the page. */
export function useStrings(): Strings {
  return use(StringsContext) as Strings
}
