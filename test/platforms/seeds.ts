import { FACEBOOK_SCOPES } from './graph/scopes.ts'
import { IDS } from './seeding.ts'
import type { Seed } from './stand-in.ts'
import { STAND_INS } from './stand-ins.ts'
import type { Accounts } from './state.ts'
import type { Token } from './tokens.ts'
import type { World } from './world.ts'

/** One account of each platform, with a customer and a token. */
export type Seeds = { readonly [P in keyof Accounts]: Seed<Accounts[P]> } & {
  /** The user who administers the Page and the WhatsApp Business Account. */
  readonly userToken: Token
}

/** Fills an empty world. */
export function seed(world: World): Seeds {
  const { state, tokens } = world
  const seeds: Record<string, Seed> = {}
  for (const [id, standIn] of STAND_INS) {
    const made = standIn.seed(world)
    state.accounts.set(made.account.id, made.account)
    seeds[id] = made
  }
  state.users.set(IDS.user, { id: IDS.user, name: 'Ada Admin', pages: [IDS.facebook], businesses: [IDS.business] })
  const userToken = tokens.issue('user-long', IDS.user, {
    app: state.apps.meta,
    scopes: FACEBOOK_SCOPES,
    value: 'EAAdemo-user',
  })
  return { ...(seeds as unknown as Omit<Seeds, 'userToken'>), userToken } as Seeds
}
