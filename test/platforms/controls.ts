import type { PlatformId } from '../../src/platforms/index.ts'
import type { Answer, Host, Route } from './exchange.ts'
import { operationOf } from './exchange.ts'

/** Which calls a rule is for; all that is given must fit. A text alone is the operation. */
export type Match =
  | string
  | {
      readonly operation?: string
      readonly platform?: PlatformId
      readonly host?: Host
      readonly method?: string
      /** Of the path as it was called, with the version. */
      readonly path?: RegExp
    }

export type Effect =
  | { readonly kind: 'answer'; answer(host: Host): Answer }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }

export interface Rule {
  /** How many calls it met. */
  readonly hits: number
  remove(): void
}

export interface Controls {
  add(match: Match | undefined, effect: Effect, times: number): Rule
  /** The effects for a call, each used once. */
  take(route: Route, request: { readonly method: string; readonly path: string }): Effect[]
  clear(): void
}

/** Rules that make the platforms misbehave, oldest first. */
export function createControls(): Controls {
  const rules = new Set<{ match: Match | undefined; effect: Effect; left: number; hits: number }>()
  return {
    add(match, effect, times) {
      const rule = { match, effect, left: times, hits: 0 }
      rules.add(rule)
      return {
        get hits() {
          return rule.hits
        },
        remove: () => rules.delete(rule),
      }
    },
    take(route, request) {
      const taken: Effect[] = []
      for (const rule of rules) {
        if (!fits(rule.match, route, request)) continue
        // One answer is enough; the next rule waits for its call.
        if (rule.effect.kind === 'answer' && taken.some(({ kind }) => kind === 'answer')) continue
        rule.hits++
        if (--rule.left <= 0) rules.delete(rule)
        taken.push(rule.effect)
      }
      return taken
    },
    clear: () => rules.clear(),
  }
}

function fits(match: Match | undefined, route: Route, request: { method: string; path: string }): boolean {
  if (match === undefined) return true
  if (typeof match === 'string') return match === operationOf(route)
  return (
    (match.operation === undefined || match.operation === operationOf(route)) &&
    (match.platform === undefined || match.platform === route.platform) &&
    (match.host === undefined || match.host === route.host) &&
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || match.path.test(request.path))
  )
}
