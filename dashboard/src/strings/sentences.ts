/** Something the hub says: a code and its parameters, and an English sentence for who does not know the code. */
export interface Said {
  readonly code: string
  readonly params: Readonly<Record<string, string | number | readonly string[]>>
  readonly detail: string
  /** Of what is wrong with input: where. */
  readonly pointer?: string
}

type Texts = Readonly<Record<string, string>>

/** The sentences of a language, by code; `{name}` stands for a parameter. */
export interface Sentences {
  readonly reasons: Texts
  readonly input: Texts
  readonly rejections: Texts
  /** Names of states that stand in sentences. */
  readonly terms: Texts
}

/** Parameters that name a state or a mode. */
const STATES = ['state', 'status', 'mode']

/** Whether the page has the sentence, or nobody has: what comes without a code is in an application's or a platform's words. */
export function isOwn({ reasons, input }: Sentences, { code, pointer }: Said): boolean {
  return code === '' || Object.hasOwn(pointer === undefined ? reasons : input, code)
}

/** With the reasons that platforms have beside those of the page. */
export function withReasons(page: Sentences, ofPlatforms: readonly Texts[]): Sentences {
  return { ...page, reasons: Object.assign({}, ...ofPlatforms, page.reasons) }
}

/** What the hub said, in the language of the sentences; the hub's own English where its code is not known. */
export function sentenceOf({ reasons, input, terms }: Sentences, { code, params, detail, pointer }: Said): string {
  const texts = pointer === undefined ? reasons : input
  if (!Object.hasOwn(texts, code)) return detail
  return (texts[code] ?? detail).replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name]
    if (value === undefined) return place
    const text = typeof value === 'object' ? value.join(', ') : String(value)
    return STATES.includes(name) ? (terms[text] ?? text) : text
  })
}

/** A text that carries no code: an application's or a platform's own words. */
export function quoted(detail: string): Said {
  return { code: '', params: {}, detail }
}
