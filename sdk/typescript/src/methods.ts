import { type ApiMethods, OPERATIONS } from './generated.ts'
import type { Caller, CallInput, CallOptions, Operation } from './operations.ts'

/** A row of `OPERATIONS`, such as `GET /api/v1/events query list`. */
export function operationOf(row: string): Operation {
  const [method = '', path = '', ...words] = row.split(' ')
  const has = (word: string) => words.includes(word)
  const answers = ['list', 'text', 'none', 'binary', 'events'] as const
  return {
    method,
    path,
    answer: answers.find(has) ?? 'json',
    body: has('raw') ? 'raw' : has('body') ? 'json' : undefined,
    query: has('query'),
    idempotencyKey: has('key'),
  }
}

/** Has the methods of the API; made from the table, because code for each would be most of what a page has to load. */
export const Methods = class {
  constructor(caller: Caller) {
    for (const [name, row] of Object.entries(OPERATIONS))
      Object.assign(this, { [name]: methodOf(operationOf(row), caller) })
  }
} as new (
  caller: Caller,
) => ApiMethods

/** The ids in the path, then the body, then the query, then the options. */
function methodOf(operation: Operation, caller: Caller) {
  const { path, answer } = operation
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const way = answer === 'list' ? caller.list : answer === 'events' ? caller.follow : caller.call
  return (...given: readonly unknown[]) => {
    const rest = [...given]
    const input: CallInput = {
      path: Object.fromEntries(names.map((name) => [name, rest.shift()])),
      body: operation.body && rest.shift(),
      query: operation.query ? (rest.shift() as object | undefined) : undefined,
    }
    return way(operation, input, rest.shift() as CallOptions | undefined)
  }
}
