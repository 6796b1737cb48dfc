import { there } from '../there.ts'
import { accountOf, type World } from '../world.ts'
import { CONTENT_TYPES } from './content-types.ts'
import { graphError } from './errors.ts'
import type { NodeKind } from './kinds.ts'
import { pageToken } from './page-token.ts'
import { Edge, type NodeType, type Reading, Ref } from './refs.ts'

const page = (world: World, id: string) => there(accountOf(world.state, 'facebook', id))
const instagram = (world: World, id: string) => there(accountOf(world.state, 'instagram', id))
const phone = (world: World, id: string) => there(accountOf(world.state, 'whatsapp', id))
const waba = (world: World, id: string) => there(world.state.wabas.get(id))

/** The profile of a customer. @throws Refusal when the person did not agree. */
function person({ world, host }: Reading, id: string) {
  const found = there(world.state.people.get(id))
  if (!found.consented) throw graphError(found.platform === 'instagram' ? '230' : '100/33', { host })
  return found
}

const linkedInstagram = (world: World, pageId: string) =>
  [...world.state.accounts.values()].find((account) => account.platform === 'instagram' && account.pageId === pageId)

const mediaOf = (world: World, accountId: string) =>
  [...world.state.posts.values()]
    .filter((post) => post.accountId === accountId)
    .sort((a, b) => b.at - a.at)
    .map(({ id }) => id)

const PAGE: NodeType = {
  name: 'Page',
  defaults: ['name'],
  fields: {
    id: (id) => id,
    name: (id, { world }) => page(world, id).name,
    username: (id, { world }) => page(world, id).username,
    category: () => 'Shopping & retail',
    link: (id) => `https://www.facebook.com/${id}`,
    fan_count: (id, { world }) => page(world, id).followers,
    followers_count: (id, { world }) => page(world, id).followers,
    picture: (id, { world }) => ({ data: { url: page(world, id).pictureUrl, is_silhouette: false } }),
    tasks: () => ['ANALYZE', 'ADVERTISE', 'MESSAGING', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
    access_token: (id, { world, call }) => pageToken(world, call.token, id),
    instagram_business_account: (id, { world }) => {
      const linked = linkedInstagram(world, id)
      return linked ? new Ref('ig', linked.id) : undefined
    },
  },
}

const INSTAGRAM: NodeType = {
  name: 'IGUser',
  defaults: [],
  fields: {
    // At Instagram Login this is not the id of webhooks; that one is `user_id`.
    id: (id, { world, host }) => (host === 'instagram-graph' ? instagram(world, id).appScopedId : id),
    user_id: (id) => id,
    username: (id, { world }) => instagram(world, id).username,
    name: (id, { world }) => instagram(world, id).name,
    account_type: () => 'BUSINESS',
    profile_picture_url: (id, { world }) => instagram(world, id).pictureUrl,
    followers_count: (id, { world }) => instagram(world, id).followers,
    follows_count: () => 12,
    media_count: (id, { world }) => mediaOf(world, id).length,
    biography: () => 'A shop.',
    website: () => 'https://shop.example.com/',
    media: (id, { world }) => new Edge('media', mediaOf(world, id)),
    mentioned_comment: (_id, { args }) => (args.comment_id ? new Ref('igcomment', args.comment_id) : undefined),
    mentioned_media: (_id, { args }) => (args.media_id ? new Ref('media', args.media_id) : undefined),
  },
}

const PHONE: NodeType = {
  name: 'WhatsAppBusinessPhoneNumber',
  defaults: [
    'verified_name',
    'code_verification_status',
    'display_phone_number',
    'quality_rating',
    'platform_type',
    'status',
  ],
  fields: {
    id: (id) => id,
    display_phone_number: (id, { world }) => phone(world, id).display,
    verified_name: (id, { world }) => phone(world, id).name,
    quality_rating: (id, { world }) => phone(world, id).quality,
    code_verification_status: () => 'VERIFIED',
    name_status: () => 'APPROVED',
    status: (id, { world }) => (phone(world, id).registered ? 'CONNECTED' : 'DISCONNECTED'),
    account_mode: () => 'LIVE',
    platform_type: () => 'CLOUD_API',
    throughput: () => ({ level: 'STANDARD' }),
    messaging_limit_tier: () => 'TIER_1K',
    country_code: () => 'US',
    is_official_business_account: () => false,
    webhook_configuration: () => ({}),
  },
}

const WABA: NodeType = {
  name: 'WhatsAppBusinessAccount',
  defaults: ['name', 'timezone_id'],
  fields: {
    id: (id) => id,
    name: (id, { world }) => waba(world, id).name,
    timezone_id: () => '1',
    account_review_status: () => 'APPROVED',
    business_verification_status: () => 'VERIFIED',
    message_template_namespace: () => '00000000_0000_0000_0000_000000000000',
    currency: () => 'USD',
    country: () => 'US',
    ownership_type: () => 'SELF',
    phone_numbers: (id, { world }) =>
      new Edge(
        'phone',
        [...world.state.accounts.values()].flatMap((account) =>
          account.platform === 'whatsapp' && account.wabaId === id ? [account.id] : [],
        ),
      ),
  },
}

const PERSON: NodeType = {
  name: 'UserProfile',
  defaults: ['name'],
  fields: {
    id: (id, reading) => person(reading, id).id,
    name: (id, reading) => person(reading, id).name,
    first_name: (id, reading) => person(reading, id).name.split(' ')[0],
    last_name: (id, reading) => person(reading, id).name.split(' ').slice(1).join(' '),
    username: (id, reading) => person(reading, id).username,
    profile_pic: (id, reading) => person(reading, id).pictureUrl,
    follower_count: () => 120,
    is_verified_user: () => false,
    is_user_follow_business: () => true,
    is_business_follow_user: () => false,
  },
}

const named = (name: string, nameOf: (world: World, id: string) => string | undefined): NodeType => ({
  name,
  defaults: ['name'],
  fields: { id: (id) => id, name: (id, { world }) => nameOf(world, id) },
})

/** Everything the Graph API knows, and what can be asked of it. */
export const NODE_TYPES: Readonly<Record<NodeKind, NodeType>> = {
  ...CONTENT_TYPES,
  page: PAGE,
  ig: INSTAGRAM,
  phone: PHONE,
  waba: WABA,
  person: PERSON,
  user: named('User', (world, id) => world.state.users.get(id)?.name),
  business: named('Business', (world, id) => world.state.businesses.get(id)?.name),
  app: named('Application', ({ state }, id) => Object.values(state.apps).find((app) => app.id === id)?.name),
}
