import { DAY } from './clock.ts'
import { FACEBOOK_SCOPES, INSTAGRAM_SCOPES } from './graph/scopes.ts'
import type { Account, Channel, InstagramAccount, Page, Person, PhoneNumber } from './state.ts'
import type { Token } from './tokens.ts'
import { ensurePerson, type World } from './world.ts'

interface Seed<A extends Account> {
  readonly account: A
  /** A customer. */
  readonly person: Person
  /** Good for everything the platform does for the account. */
  readonly token: Token
}

/** One account of each platform, with a customer and a token. */
export interface Seeds {
  readonly instagram: Seed<InstagramAccount>
  readonly facebook: Seed<Page>
  readonly whatsapp: Seed<PhoneNumber>
  readonly line: Seed<Channel>
  /** The user who administers the Page and the WhatsApp Business Account. */
  readonly userToken: Token
}

// The ids that the samples of the platforms have, so that a sample is of a known account and person.
const IDS = {
  instagram: '17841400000000001',
  facebook: '104200000000001',
  whatsapp: '109876500000001',
  waba: '209876500000001',
  line: 'U00000000000000000000000000000001',
  user: '122100000000000001',
  business: '309876500000001',
}

const picture = (name: string) => `https://pictures.example.com/${name}.jpg`
const account = (id: string, username: string, name: string) => ({
  id,
  username,
  name,
  pictureUrl: picture(username),
  subscriptions: new Map<string, Set<string>>(),
})

function customer(world: World, platform: Person['platform'], id: string, username: string, name: string): Person {
  const person: Person = { ...ensurePerson(world.state, platform, id), username, name, pictureUrl: picture(username) }
  world.state.people.set(id, person)
  return person
}

/** Fills an empty world. */
export function seed(world: World, lineChannelSecret: string): Seeds {
  const { state, tokens, clock } = world
  const instagram: InstagramAccount = {
    ...account(IDS.instagram, 'yourbrand', 'Your Brand'),
    platform: 'instagram',
    appScopedId: '26500000000000001',
    pageId: IDS.facebook,
    followers: 1284,
  }
  const page: Page = { ...account(IDS.facebook, 'yourbrandpage', 'Your Brand'), platform: 'facebook', followers: 932 }
  const phone: PhoneNumber = {
    ...account(IDS.whatsapp, '15550100999', 'Your Brand'),
    platform: 'whatsapp',
    wabaId: IDS.waba,
    display: '+1 555-010-0999',
    quality: 'GREEN',
    registered: true,
  }
  const channel: Channel = {
    ...account(IDS.line, 'yourbrandline', 'Your Brand'),
    platform: 'line',
    channelId: '2000000001',
    secret: lineChannelSecret,
    basicId: '@000yrbnd',
    webhook: undefined,
    quota: undefined,
    used: 0,
  }
  for (const added of [instagram, page, phone, channel]) state.accounts.set(added.id, added)
  state.businesses.set(IDS.business, { id: IDS.business, name: 'Your Brand Ltd' })
  state.users.set(IDS.user, { id: IDS.user, name: 'Ada Admin', pages: [page.id], businesses: [IDS.business] })
  const templates = [
    { id: '1100000000000001', name: 'hello_world', parameters: 0, body: 'Welcome, and thank you for writing.' },
    { id: '1100000000000002', name: 'order_shipped', parameters: 2, body: 'Order {{1}} is on its way: {{2}}' },
  ].map((template) => ({ ...template, language: 'en_US', category: 'UTILITY', status: 'APPROVED' as const }))
  state.wabas.set(IDS.waba, {
    id: IDS.waba,
    name: 'Your Brand',
    businessId: IDS.business,
    subscriptions: new Map(),
    templates: new Map(templates.map((template) => [template.id, template])),
  })
  const posts = [
    { id: '17900000000000001', platform: 'instagram', accountId: instagram.id, caption: 'New in store' },
    { id: `${page.id}_120000000000001`, platform: 'facebook', accountId: page.id, caption: 'We are open on Sunday' },
  ] as const
  for (const post of posts) state.posts.set(post.id, { ...post, at: clock.now() - 2 * DAY })

  const { meta } = state.apps
  const scopes = FACEBOOK_SCOPES
  return {
    instagram: {
      account: instagram,
      person: customer(world, 'instagram', '1784200000000001', 'customer123', 'John Doe'),
      token: tokens.issue('instagram-long', instagram.id, {
        app: state.apps.instagram,
        scopes: INSTAGRAM_SCOPES,
        value: 'IGAAdemo-instagram',
      }),
    },
    facebook: {
      account: page,
      person: customer(world, 'facebook', '5200000000000001', 'jane.doe', 'Jane Doe'),
      token: tokens.issue('page', page.id, { app: meta, scopes, value: 'EAAdemo-page' }),
    },
    whatsapp: {
      account: phone,
      person: customer(world, 'whatsapp', '15550100123', '15550100123', 'John Doe'),
      token: tokens.issue('system', IDS.user, { app: meta, scopes, value: 'EAAdemo-system' }),
    },
    line: {
      account: channel,
      person: customer(world, 'line', 'U0000000000000000000000000000a11c', 'alice', 'Alice'),
      token: tokens.issue('line', channel.id, { value: 'demo-line-channel' }),
    },
    userToken: tokens.issue('user-long', IDS.user, { app: meta, scopes, value: 'EAAdemo-user' }),
  }
}
