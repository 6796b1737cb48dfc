import { createHmac } from 'node:crypto'
import type { Call, Headers, Host, Route } from '../exchange.ts'
import type { Token } from '../tokens.ts'
import { accountOf, type World } from '../world.ts'
import { type GraphErrorName, graphError } from './errors.ts'

/** The token a request carries: in the query, in the body or as a bearer. */
export function tokenValue(call: Pick<Call, 'query' | 'headers'> & { readonly form: Headers }): string | undefined {
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  return call.query.access_token ?? call.form.access_token ?? bearer
}

/** The living token, which may use the route. @throws Refusal as the Graph API does. */
export function authorise(
  world: World,
  route: Route,
  host: Host,
  value: string | undefined,
  proof: string | undefined,
): Token {
  const refuse = (name: GraphErrorName, message?: string) => graphError(name, { host, ...(message ? { message } : {}) })
  if (!value) throw refuse('104')
  const token = living(world, value, host)
  checkProof(world, token, proof, host)
  const { access } = route
  if (!access) return token
  if (!access.kinds.includes(token.kind)) {
    if (host === 'instagram-graph' || token.kind === 'line' || token.kind.startsWith('instagram')) throw refuse('190')
    if (access.kinds.includes('page') && token.kind.startsWith('user'))
      throw refuse('190', '(#190) This method must be called with a Page Access Token')
    throw refuse('10')
  }
  const missing = (access.scopes?.[token.kind] ?? []).find((scope) => !token.scopes.has(scope))
  if (missing !== undefined)
    throw route.platform === 'whatsapp'
      ? refuse(
          '200',
          `(#200) You do not have the necessary permissions required to send messages or manage this account: ${missing}`,
        )
      : refuse('10', `(#10) Application does not have permission for this action: it needs ${missing}`)
  return token
}

/** @throws Refusal with code 190 and the reason as subcode. */
export function living(world: World, value: string, host: Host): Token {
  const token = findToken(world, value)
  const at = (ms: number) => new Date(ms).toUTCString()
  if (!token || token.kind === 'line') throw graphError('190', { host })
  if (token.revoked) throw graphError(token.revoked === 'password-changed' ? '190/460' : '190/458', { host })
  const now = world.clock.now()
  if (token.expiresAt !== undefined && token.expiresAt <= now)
    throw graphError('190/463', {
      host,
      message: `Error validating access token: Session has expired on ${at(token.expiresAt)}. The current time is ${at(now)}.`,
    })
  const instagram = token.kind.startsWith('instagram')
  if (instagram !== (host === 'instagram-graph')) throw graphError('190', { host })
  return token
}

/** An app may also show its id and secret as its token. */
export function findToken(world: World, value: string): Token | undefined {
  const known = world.tokens.find(value)
  if (known) return known
  const { meta } = world.state.apps
  if (value === `${meta.id}|${meta.secret}`) return world.tokens.issue('app', meta.id, { app: meta, value })
  return undefined
}

export const proofOf = (token: string, secret: string): string =>
  createHmac('sha256', secret).update(token).digest('hex')

function checkProof(world: World, token: Token, proof: string | undefined, host: Host): void {
  if (token.kind === 'app' || !token.app) return
  if (proof === undefined) {
    if (world.settings.requireProof) throw graphError('100/proof-missing', { host })
    return
  }
  if (proof !== proofOf(token.value, token.app.secret)) throw graphError('100/proof-wrong', { host })
}

/** Whether what the token stands for includes the node. */
export function owns(world: World, token: Token, id: string): boolean {
  if (token.owner === id) return true
  const { state } = world
  const account = state.accounts.get(id)
  if (token.kind === 'page') return accountOf(state, 'instagram', id)?.pageId === token.owner
  const user = state.users.get(token.owner)
  if (!user) return false
  if (user.pages.includes(id) || user.businesses.includes(id)) return true
  const waba = state.wabas.get(account?.platform === 'whatsapp' ? account.wabaId : id)
  if (waba) return user.businesses.includes(waba.businessId)
  return account?.platform === 'instagram' && account.pageId !== undefined && user.pages.includes(account.pageId)
}
