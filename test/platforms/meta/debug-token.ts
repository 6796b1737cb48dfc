import { type Call, inputOf, ok, type Route } from '../exchange.ts'
import { closed, text } from '../shape.ts'
import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'
import { findToken, owns } from './access.ts'
import { graphError } from './errors.ts'
import { USERS } from './identity.ts'

/** What the Graph API says of a token. */
export function debugTokenRoute(world: World): Route {
  function debug(call: Call) {
    const shown = findToken(world, String(inputOf(call).input_token ?? ''))
    const asking = call.token
    if (asking?.kind === 'instagram-long' || (shown?.app && asking?.app && shown.app.id !== asking.app.id))
      throw graphError('100', { message: '(#100) The App_id in the input_token did not match the Viewing App' })
    if (!shown?.app)
      return ok({
        data: { error: { code: 190, message: 'The access token could not be decrypted' }, is_valid: false, scopes: [] },
      })
    const dead = faultOf(world, shown)
    const at = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000)
    return ok({
      data: {
        app_id: shown.app.id,
        type:
          shown.kind === 'page'
            ? 'PAGE'
            : shown.kind === 'app'
              ? 'APP'
              : shown.kind === 'system'
                ? 'SYSTEM_USER'
                : 'USER',
        application: shown.app.name,
        ...(shown.kind === 'page' ? { profile_id: shown.owner } : {}),
        data_access_expires_at: at(shown.issuedAt + 90 * 86_400_000),
        ...(dead ? { error: dead } : {}),
        expires_at: at(shown.expiresAt),
        is_valid: dead === undefined,
        issued_at: at(shown.issuedAt),
        scopes: [...shown.scopes],
        granular_scopes: granular(world, shown),
        ...(shown.kind === 'app'
          ? {}
          : { user_id: shown.kind === 'page' ? ownerOfPage(world, shown.owner) : shown.owner }),
      },
    })
  }

  return {
    host: 'graph',
    platform: 'facebook',
    method: 'GET',
    path: '/debug_token',
    access: { kinds: ['app', ...USERS, 'page'] },
    input: closed({ input_token: text() }),
    handle: debug,
  }
}

function faultOf({ clock }: World, token: Token): { code: number; message: string; subcode: number } | undefined {
  if (token.revoked)
    return {
      code: 190,
      message: 'Error validating access token',
      subcode: token.revoked === 'password-changed' ? 460 : 458,
    }
  if (token.expiresAt !== undefined && token.expiresAt <= clock.now())
    return { code: 190, message: 'Error validating access token: Session has expired', subcode: 463 }
  return undefined
}

function granular(world: World, token: Token) {
  return [...token.scopes].map((scope) => {
    const candidates = scope.startsWith('whatsapp')
      ? [...world.state.wabas.keys()]
      : [...world.state.accounts.values()]
          .filter(({ platform }) => platform === (scope.startsWith('instagram') ? 'instagram' : 'facebook'))
          .map(({ id }) => id)
    const targets = candidates.filter((id) => owns(world, token, id))
    return { scope, ...(/^(pages|instagram|whatsapp)/.test(scope) ? { target_ids: targets } : {}) }
  })
}

function ownerOfPage({ state }: World, pageId: string): string | undefined {
  return [...state.users.values()].find(({ pages }) => pages.includes(pageId))?.id
}
