import type { Controls } from './controls.ts'
import type { Coverage } from './coverage.ts'
import { type Answer, type Call, type Host, type Incoming, operationOf, Refusal, type Route } from './exchange.ts'
import type { Family } from './family.ts'
import { officialOperation } from './official/check.ts'
import { closed, faultOf } from './shape.ts'

/** A call as it went, for tests to look at. */
export interface LoggedRequest extends Incoming {
  /** Undefined when no route has it. */
  readonly operation: string | undefined
  readonly platform: string | undefined
  /** 0 when the connection was cut. */
  status: number
  answer: unknown
}

export interface Dispatcher {
  /** The answer, or `cut` when the connection is to be broken off. */
  handle(request: Incoming): Promise<Answer | 'cut'>
}

export interface DispatchOptions {
  readonly routes: readonly Route[]
  readonly families: readonly Family[]
  readonly controls: Controls
  readonly coverage: Coverage
  readonly log: LoggedRequest[]
  /** What went wrong in this server itself. */
  readonly faults: string[]
  /** Ends early when the server stops. */
  wait(ms: number): Promise<void>
}

/** For routes that take nothing. */
const NOTHING = closed({})

/** Finds the route, lets the rules spoil it, checks the request, carries it out. */
export function createDispatcher(options: DispatchOptions): Dispatcher {
  const { families, controls, coverage, log, faults } = options
  const patterns = options.routes.map((route) => ({ route, segments: route.path.split('/') }))

  const familyOf = (host: Host): Family => {
    const found = families.find(({ hosts }) => hosts.includes(host))
    if (!found) throw new Error(`no family has ${host}`)
    return found
  }

  function find(family: Family, request: Incoming): { route: Route; params: Record<string, string> } {
    const path = family.pathOf(request)
    const given = path.split('/')
    for (const { route, segments } of patterns) {
      if (route.host !== request.host || route.method !== request.method || segments.length !== given.length) continue
      const params = paramsOf(segments, given, (name, value) => family.segment(name, value, request))
      if (params) return { route, params }
    }
    throw family.unknown(request, path)
  }

  async function handle(request: Incoming): Promise<Answer | 'cut'> {
    const family = familyOf(request.host)
    const entry: LoggedRequest = { ...request, operation: undefined, platform: undefined, status: 0, answer: undefined }
    log.push(entry)
    const finish = (answer: Answer, route?: Route): Answer => {
      entry.status = answer.status
      entry.answer = answer.body
      return { ...answer, headers: { ...family.headers(route), ...answer.headers } }
    }
    try {
      const { route, params } = find(family, request)
      Object.assign(entry, { operation: operationOf(route), platform: route.platform })
      const effects = controls.take(route, request)
      for (const effect of effects) if (effect.kind === 'slow') await options.wait(effect.ms)
      if (effects.some((effect) => effect.kind === 'cut' && effect.when === 'before')) return 'cut'
      for (const effect of effects) if (effect.kind === 'answer') return finish(effect.answer(request.host), route)
      const answer = await carryOut(family, route, request, params).catch((error: unknown) => refused(error))
      if (effects.some((effect) => effect.kind === 'cut' && effect.when === 'after')) return 'cut'
      return finish(answer, route)
    } catch (error) {
      return finish(refused(error))
    }
  }

  function refused(error: unknown): Answer {
    if (error instanceof Refusal) return error.answer
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return { status: 500, body: { fault: String(error) } }
  }

  async function carryOut(family: Family, route: Route, request: Incoming, params: Record<string, string>) {
    const count = coverage.used(route)
    const official = route.official ? await officialOperation(route.official, route.method) : undefined
    const token = family.authorise(route, request, params)
    const call: Call = { ...request, params, token, input: family.input(route, request) }
    const fault = faultOf(route.input ?? NOTHING, call.input)
    count.own++
    if (official) count.official++
    if (fault) throw family.invalid(route, fault, call)
    const officialFault = official?.request(call)
    if (officialFault)
      throw family.invalid(
        route,
        { ...officialFault, message: `by the official document: ${officialFault.message}` },
        call,
      )
    const answer = await route.handle(call)
    // With fields chosen, the answer is a part of what the document says.
    const whole = request.query.fields === undefined
    const answerFault = whole ? official?.answer(answer.status, answer.body) : undefined
    if (answerFault)
      faults.push(`${operationOf(route)} answers not as its document says: ${JSON.stringify(answerFault)}`)
    return answer
  }

  return { handle }
}

function paramsOf(
  pattern: readonly string[],
  given: readonly string[],
  accept: (name: string, value: string) => string | undefined,
): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, segment] of pattern.entries()) {
    const value = given[index] ?? ''
    const name = /^\{(.+)\}$/.exec(segment)?.[1]
    if (name === undefined) {
      if (segment !== value) return undefined
      continue
    }
    const accepted = value === '' ? undefined : accept(name, value)
    if (accepted === undefined) return undefined
    params[name] = accepted
  }
  return params
}
