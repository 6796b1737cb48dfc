/** A value that later statements replace: of two the one with the later time stays, of equal times the greater text. */
export interface Edited {
  readonly value: string
  /** Undefined: as it was said first, which every edit replaces. */
  readonly at: Date | undefined
}

export function lastEdit(a: Edited | undefined, b: Edited | undefined): Edited | undefined {
  if (!a || !b) return a ?? b
  const order = (a.at?.getTime() ?? Number.NEGATIVE_INFINITY) - (b.at?.getTime() ?? Number.NEGATIVE_INFINITY)
  if (order > 0 || a.at === b.at) return a
  return order === 0 && a.value > b.value ? a : b
}

/**
 * The same in SQL, for the columns `x` and `x_at` of the row `m` and an excluded one. What was taken back is blank.
 */
export const keepLastEdit = (column: string): string => `${column} = case
        when coalesce(m.deleted_at, excluded.deleted_at) is not null then null
        when excluded.${column} is null then m.${column}
        when m.${column} is null then excluded.${column}
        when excluded.${column}_at is null then m.${column}
        when m.${column}_at is null or (excluded.${column}_at, excluded.${column}) > (m.${column}_at, m.${column})
          then excluded.${column}
        else m.${column} end,
      ${column}_at = greatest(m.${column}_at, excluded.${column}_at)`

export function earliest(a: Date | undefined, b: Date | undefined): Date | undefined {
  return a && b ? (a < b ? a : b) : (a ?? b)
}

export function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  return a && b ? (a > b ? a : b) : (a ?? b)
}
