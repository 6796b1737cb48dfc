type Test = (value: unknown) => boolean

interface Operator {
  /** What the operand must be, when it is something else. */
  operandFault(operand: unknown): string | undefined
  compile(operand: unknown): Test
}

/** The operators of filters. On a list in the event each asks for one element; $ne and $nin ask that there is none. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: { operandFault: needPlain, compile: (operand) => some((value) => value === operand) },
  $ne: { operandFault: needPlain, compile: (operand) => none((value) => value === operand) },
  $gt: order((value, operand) => value > operand),
  $gte: order((value, operand) => value >= operand),
  $lt: order((value, operand) => value < operand),
  $lte: order((value, operand) => value <= operand),
  $in: { operandFault: needList, compile: (operand) => some(memberOf(operand)) },
  $nin: { operandFault: needList, compile: (operand) => none(memberOf(operand)) },
  $exists: {
    operandFault: (operand) => (typeof operand === 'boolean' ? undefined : 'must be true or false'),
    compile: (operand) => (value) => (value !== undefined) === operand,
  },
  $contains: text((value, operand) => value.includes(operand)),
  $startsWith: text((value, operand) => value.startsWith(operand)),
  $endsWith: text((value, operand) => value.endsWith(operand)),
}

function some(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value))
}

function none(test: Test): Test {
  const any = some(test)
  return (value) => !any(value)
}

function memberOf(operand: unknown): Test {
  const members = new Set<unknown>(Array.isArray(operand) ? operand : [])
  return (value) => members.has(value)
}

/** Numbers compare with numbers, texts with texts (so ISO times sort as times); anything else does not match. */
function order(compare: (value: number | string, operand: number | string) => boolean): Operator {
  return {
    operandFault: (operand) =>
      typeof operand === 'string' || typeof operand === 'number' ? undefined : 'must be a number or a text',
    compile: (operand) =>
      some((value) => {
        if (typeof value === 'number' && typeof operand === 'number') return compare(value, operand)
        return typeof value === 'string' && typeof operand === 'string' && compare(value, operand)
      }),
  }
}

function text(compare: (value: string, operand: string) => boolean): Operator {
  return {
    operandFault: (operand) =>
      typeof operand === 'string' && operand !== '' ? undefined : 'must be a text, not empty',
    compile: (operand) =>
      some((value) => typeof value === 'string' && typeof operand === 'string' && compare(value, operand)),
  }
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function needPlain(operand: unknown): string | undefined {
  return isPlain(operand) ? undefined : 'must be a text, a number, true, false or null'
}

function needList(operand: unknown): string | undefined {
  return Array.isArray(operand) && operand.length > 0 && operand.every(isPlain)
    ? undefined
    : 'must be a list of texts, numbers, true, false or null'
}
