import type { InputCode } from '../codes/input.ts'

type Test = (value: unknown) => boolean

interface Operator {
  /** The code of what the operand must be, when it is something else. */
  operandFault(operand: unknown): InputCode | undefined
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
    operandFault: (operand) => (typeof operand === 'boolean' ? undefined : 'filter_needs_boolean'),
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
      typeof operand === 'string' || typeof operand === 'number' ? undefined : 'filter_needs_number_or_text',
    compile: (operand) =>
      some((value) => {
        if (typeof value === 'number' && typeof operand === 'number') return compare(value, operand)
        return typeof value === 'string' && typeof operand === 'string' && compare(value, operand)
      }),
  }
}

function text(compare: (value: string, operand: string) => boolean): Operator {
  return {
    operandFault: (operand) => (typeof operand === 'string' && operand !== '' ? undefined : 'filter_needs_text'),
    compile: (operand) =>
      some((value) => typeof value === 'string' && typeof operand === 'string' && compare(value, operand)),
  }
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function needPlain(operand: unknown): InputCode | undefined {
  return isPlain(operand) ? undefined : 'filter_needs_plain'
}

function needList(operand: unknown): InputCode | undefined {
  return Array.isArray(operand) && operand.length > 0 && operand.every(isPlain) ? undefined : 'filter_needs_list'
}
