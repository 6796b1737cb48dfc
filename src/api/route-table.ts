import type { ApiInstance } from './app.ts'

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable
  }
}

export interface RouteTable {
  /** The methods a path has routes for. */
  methodsOf(path: string): string[]
  /** Every route: its pattern, method and whether anyone may call it. */
  list(): readonly ListedRoute[]
}

export interface ListedRoute {
  readonly method: string
  readonly url: string
  readonly public: boolean
  readonly openToLoopback: boolean
}

/** Keeps a table of all routes registered after it but pages, as `app.routeTable`. */
export function keepRouteTable(app: ApiInstance): RouteTable {
  const listed: ListedRoute[] = []
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.page) return
    const known = routes.get(url)
    const route = known ?? { pattern: patternOf(url), methods: new Set<string>() }
    for (const each of [method].flat()) {
      route.methods.add(each)
      listed.push({
        method: each,
        url,
        public: config?.public ?? false,
        openToLoopback: config?.openToLoopback ?? false,
      })
    }
    routes.set(url, route)
  })
  const table: RouteTable = {
    methodsOf(path) {
      const matching = [...routes.values()].filter(({ pattern }) => pattern.test(path))
      return [...new Set(matching.flatMap((route) => [...route.methods]))].sort()
    },
    list: () => listed,
  }
  app.decorate('routeTable', table)
  return table
}

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')
  return new RegExp(`^${source}$`)
}
