const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * Milliseconds of a text such as `500ms`, `30s`, `5m`, `1h` or `2d`; a bare number is milliseconds.
 * @throws Error when the text is none of these.
 */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text)
  const unit = UNITS[match?.[2] ?? 'ms']
  if (!match || unit === undefined) throw new Error(`"${text}" is not a duration such as 500ms, 30s, 5m, 1h or 2d`)
  return Math.round(Number(match[1]) * unit)
}
