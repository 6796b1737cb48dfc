const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const LARGEST_FIRST = ['d', 'h', 'm'] as const

/** 5400 seconds → `90m`. */
export function toText(seconds: number): string {
  const unit = LARGEST_FIRST.find((name) => seconds > 0 && seconds % (UNITS[name] ?? 1) === 0) ?? 's'
  return `${seconds / (UNITS[unit] ?? 1)}${unit}`
}

/** `1m, 5m` → ['1m', '5m']; undefined when one of them is no duration. */
export function stepsOf(text: string): string[] | undefined {
  const steps = text.split(/[\s,]+/).filter(Boolean)
  return steps.every((step) => secondsOf(step) !== undefined) ? steps : undefined
}

/** Seconds of `30s`, `5m`, `1h` or `2d`. */
export function secondsOf(step: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(step)
  const unit = UNITS[match?.[2] ?? '']
  return match && unit !== undefined ? Number(match[1]) * unit : undefined
}
