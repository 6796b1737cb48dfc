/** A parameter of a sentence: a name, a number, a time in ISO 8601, or a list of names. */
export type Param = string | number | readonly string[]
export type Params = Readonly<Record<string, Param>>

/** Something the hub says: a code and parameters for programs, an English sentence for people. */
export interface Reason {
  readonly code: string
  readonly params: Params
  readonly detail: string
}

export type InputPlace = 'body' | 'query' | 'path' | 'header'

/** One thing that is wrong with what the caller wrote. */
export interface InputError {
  /** A JSON pointer (RFC 6901) within the part; '' for all of it. */
  readonly pointer: string
  readonly in: InputPlace
  readonly code: string
  readonly params: Params
  readonly detail: string
}

/** Codes, each with its English sentence; `{name}` stands for a parameter. */
export type Sentences = Readonly<Record<string, string>>

type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The parameters that a sentence needs; others may be given beside them. */
export type ParamsOf<T extends string> = { readonly [Name in NamesIn<T>]: Param } & Readonly<
  Record<string, Param | undefined>
>

/** The arguments after the code: a sentence without parameters needs none. */
export type Arguments<T extends string> = [NamesIn<T>] extends [never]
  ? [params?: Readonly<Record<string, Param | undefined>>]
  : [params: ParamsOf<T>]

const PLACE = /\{(\w+)\}/g

/** The names of the parameters in a sentence, sorted. */
export function paramNames(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(PLACE)].map(([, name = '']) => name))].sort()
}

/** A sentence with its parameters filled in; a list is joined by commas. */
export function fill(sentence: string, params: Params): string {
  return sentence.replaceAll(PLACE, (place, name: string) => {
    const value = params[name]
    return value === undefined ? place : typeof value === 'object' ? value.join(', ') : String(value)
  })
}

/** A function that makes the reasons of a table. */
export function reasonsOf<const Table extends Sentences>(table: Table) {
  return <Code extends keyof Table & string>(code: Code, ...[given = {}]: Arguments<Table[Code]>): Reason => {
    const params = definedParams(given)
    return { code, params, detail: fill(table[code] ?? '', params) }
  }
}

/** The parameters that are there. */
export function definedParams(given: Readonly<Record<string, Param | undefined>>): Params {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
