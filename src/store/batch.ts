import { CompiledQuery } from 'kysely'
import { arrayOf, type Nullable, type TypeName, type Types } from './binary.ts'
import type { Executor, HotStatement } from './database.ts'

/** The SQL types that can hold what a member of type `T` holds. */
type TypeNameOf<T> = { [Name in TypeName]: NonNullable<T> extends Types[Name] ? Name : never }[TypeName]

/** The members of a row that are sent, with their SQL types. The column of `accountId` is `account_id`. */
export type Columns<Row> = { readonly [Key in keyof Row & string]?: TypeNameOf<Row[Key]> }

/** A parameter of many rows. It is sent as one array for each column. */
export interface Rows<Row> {
  readonly columns: Readonly<Record<string, TypeName>>
  /** Only a type. */
  readonly row?: (row: Row) => void
}

export function rows<Row>(columns: Columns<Row>): Rows<Row> {
  return {
    columns: Object.fromEntries(
      Object.entries<TypeName | undefined>(columns).flatMap(([key, type]) => (type ? [[key, type]] : [])),
    ),
  }
}

/** How SQL names a parameter of many rows. */
export interface RowsText {
  /** Its columns, e.g. `id, account_id`. */
  readonly columns: string
  /** A table of it, e.g. `unnest($2::uuid[], $3::uuid[]) as t(id, account_id)`. */
  as(alias: string): string
}

type Parameter = TypeName | `${TypeName}[]` | Rows<never>
type Named = Readonly<Record<string, Parameter>>

/** How SQL names each parameter: a placeholder with its type, e.g. `$1::uuid`. */
export type Texts<P extends Named> = {
  readonly [Name in keyof P]: P[Name] extends string ? string : RowsText
}

/** A value for each parameter. */
export type Values<P extends Named> = {
  readonly [Name in keyof P]: P[Name] extends TypeName
    ? Nullable<Types[P[Name]]>
    : P[Name] extends `${infer Element extends TypeName}[]`
      ? readonly Nullable<Types[Element]>[]
      : P[Name] extends Rows<infer Row>
        ? readonly Row[]
        : never
}

/** A prepared statement whose parameters have names. */
export interface Statement<P extends Named> extends HotStatement {
  /** The values as the statement wants them. */
  values(values: Values<P>): unknown[]
}

/**
 * A prepared statement. Every parameter and every column of its rows is named once, with its type; `write` makes the SQL
 * from the placeholders.
 */
export function statement<const P extends Named>(
  name: string,
  parameters: P,
  write: (texts: Texts<P>) => string,
): Statement<P> {
  const encoders: Encoder[] = []
  const texts: Record<string, string | RowsText> = {}
  const place = (type: string, encode: Encoder) => `$${encoders.push(encode)}::${type}`
  for (const [key, parameter] of Object.entries<Parameter>(parameters)) {
    texts[key] =
      typeof parameter === 'string' ? place(parameter, single(key, parameter)) : rowsText(key, parameter.columns, place)
  }
  return {
    name,
    text: write(texts as Texts<P>),
    values: (values) => encoders.map((encode) => encode(values)),
  }
}

/** Runs a statement on an executor, for instance as a part of a transaction. */
export async function runWithin<Row>(
  executor: Executor,
  { text }: HotStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await executor.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
  return result.rows
}

type Encoder = (values: Readonly<Record<string, unknown>>) => unknown

function single(key: string, type: TypeName | `${TypeName}[]`): Encoder {
  if (!type.endsWith('[]')) return (values) => values[key] ?? null
  const element = type.slice(0, -2) as TypeName
  return (values) => arrayOf(element, values[key] as readonly Nullable<Types[TypeName]>[])
}

function rowsText(
  key: string,
  columns: Readonly<Record<string, TypeName>>,
  place: (type: string, encode: Encoder) => string,
): RowsText {
  const placeholders = Object.entries(columns).map(([member, type]) =>
    place(`${type}[]`, (values) => {
      const given = values[key] as readonly Readonly<Record<string, Nullable<Types[TypeName]>>>[]
      return arrayOf(
        type,
        given.map((row) => row[member]),
      )
    }),
  )
  const names = columnNames(columns)
  return { columns: names, as: (alias) => `unnest(${placeholders.join(', ')}) as ${alias}(${names})` }
}

/** The columns as SQL lists them. */
export function columnNames(columns: Readonly<Record<string, unknown>>): string {
  return Object.keys(columns).map(columnName).join(', ')
}

/** Quoted: `limit` and others are words of SQL. */
function columnName(member: string): string {
  return `"${member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`
}
