import type { FastifyRequest } from 'fastify'

export interface CookieOptions {
  readonly path: string
  /** 0 deletes it. */
  readonly maxAgeMs: number
  readonly sameSite: 'Strict' | 'Lax'
  readonly secure: boolean
}

/** The value of a cookie that came with a request. */
export function cookieOf(request: FastifyRequest, wanted: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2)
    if (name === wanted && value) return value
  }
  return undefined
}

/** A `Set-Cookie` header that scripts cannot read. The value must need no quoting. */
export function cookieText(name: string, value: string, { path, maxAgeMs, sameSite, secure }: CookieOptions): string {
  const seconds = Math.floor(maxAgeMs / 1000)
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`
}
