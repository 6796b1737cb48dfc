/** The value as a number, also when it comes as digits; undefined for anything else. */
export function decimal(value: unknown): number | undefined {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined
}
