import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Language, preferences, usePreferences } from '../lib/preferences.ts'
import type { core } from './en/core.ts'
import type { en } from './en.ts'
import type { Sentences } from './sentences.ts'

/** Every text of the dashboard; texts with something in them are functions. A language that lacks one does not compile. */
export type Strings = typeof en
/** What the first load needs. */
export type Core = typeof core
/** Pages that bring their texts with them. */
export type PageGroup = Exclude<keyof Strings, keyof Core>

export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', th: 'ไทย' }

const CORES: Readonly<Record<Language, () => Promise<{ readonly core: Core }>>> = {
  en: () => import('./en/core.ts'),
  th: () => import('./th/core.ts'),
}

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

const SENTENCES: Readonly<Record<Language, () => Promise<{ readonly sentences: Sentences }>>> = {
  en: () => import('./en/sentences.ts'),
  th: () => import('./th/sentences.ts'),
}

const cores = new Map<Language, Promise<Core>>()
const groups = new Map<string, Promise<Partial<Strings>>>()
const sentences = new Map<Language, Promise<Sentences | undefined>>()

function loadCore(language: Language): Promise<Core> {
  let texts = cores.get(language)
  if (!texts) {
    texts = CORES[language]().then(({ core }) => core)
    cores.set(language, texts)
    texts.catch(() => cores.delete(language))
  }
  return texts
}

// While the page is still being put together.
void loadCore(preferences().language)

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

/** What the hub says, in a language, fetched when it is first needed; undefined when that fails: the hub's English stays. */
export function loadSentences(language: Language): Promise<Sentences | undefined> {
  let texts = sentences.get(language)
  if (!texts) {
    texts = SENTENCES[language]().then(
      (loaded) => loaded.sentences,
      () => undefined,
    )
    sentences.set(language, texts)
  }
  return texts
}

const StringsContext = createContext<Partial<Strings>>({})

/** Gives everything below the texts of the first load, in the language that was chosen. */
export function StringsProvider({ children }: { children: ReactNode }) {
  const { language } = usePreferences()
  return <StringsContext value={use(loadCore(language))}>{children}</StringsContext>
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
