import { access } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from '../log.ts'
import { BUILD_COMMAND, sendNotBuilt } from './not-built.ts'

/** The folder that `npm ci` builds the dashboard into. */
export const DASHBOARD_BUILD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))

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

/** Serves a built dashboard at `/` and at every path that a browser asks for a page and that no route has. */
export async function dashboardRoutes(app: FastifyInstance, build: string, log: Logger): Promise<void> {
  if (!(await isBuilt(build))) log.warn(`the dashboard is not built; all else works. ${BUILD_COMMAND} builds it`)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // The proxy that speaks TLS decides about it, for the whole domain.
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
    const address = request.url.split('?', 1)[0] ?? '/'
    const asset = address.startsWith(ASSETS)
    const file = asset || /\.\w+$/.test(address)
    if (!file && !wantsPage(request, address)) return reply.callNotFound()
    if (!file && !(await isBuilt(build))) return sendNotBuilt(reply)
    reply.header('cache-control', asset ? FOR_EVER : 'no-cache')
    return reply.sendFile(file ? decoded(address) : '/index.html', build)
  })
}

/** Looked up for each page, so that a build shows without a restart. */
async function isBuilt(build: string): Promise<boolean> {
  return await access(path.join(build, 'index.html')).then(
    () => true,
    () => false,
  )
}

function wantsPage(request: FastifyRequest, address: string): boolean {
  if (address === '/') return true
  return !/^\/api(\/|$)/.test(address) && (request.headers.accept?.includes('text/html') ?? false)
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
