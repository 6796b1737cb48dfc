import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyRequest } from 'fastify'
import type { ApiInstance } from '../api/app.ts'
import type { Dashboard } from './dashboard.ts'
import { sendStatusPage } from './status-page.ts'

/** Names of these files carry a hash of their content. */
const ASSETS = '/assets/'
const FOR_EVER = 'public, max-age=31536000, immutable'

const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
}
const PERMISSIONS =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()'

/** Serves the dashboard at `/` and at every path that a browser asks for a page and that no route has. */
export async function dashboardRoutes(app: ApiInstance, dashboard: Dashboard): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Whoever puts TLS in front decides about it, for all of the domain.
    hsts: false,
  })
  await app.register(fastifyStatic, {
    serve: false,
    preCompressed: true,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
  })
  app.addHook('onRequest', async (_request, reply) => void reply.header('permissions-policy', PERMISSIONS))

  app.get('/*', { config: { page: true }, schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const asset = path.startsWith(ASSETS)
    const file = asset || /\.\w+$/.test(path)
    if (!file && !wantsPage(request, path)) return reply.callNotFound()
    const state = await dashboard.state()
    if (state.kind !== 'ready') return file ? reply.callNotFound() : sendStatusPage(reply, state)
    reply.header('cache-control', asset ? FOR_EVER : 'no-cache')
    return reply.sendFile(file ? decoded(path) : '/index.html', state.folder)
  })
}

function wantsPage(request: FastifyRequest, path: string): boolean {
  if (path === '/') return true
  return !/^\/api(\/|$)/.test(path) && (request.headers.accept?.includes('text/html') ?? false)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
