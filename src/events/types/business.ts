import { Type } from 'typebox'
import {
  conversationId,
  count,
  define,
  flag,
  id,
  number,
  oneOf,
  optional,
  person,
  platform,
  platforms,
  SOME_PLATFORM,
  shape,
  text,
  time,
} from './common.ts'

const accountId = id("The hub's id of the account.")

const code = text('Why, as a stable code; listed in docs/errors.md.')
const params = Type.Record(Type.String(), Type.Unknown(), { description: 'What a sentence about the code needs.' })

export const accounts = {
  'account.connected': define(
    'An account was connected to the hub.',
    { accountId, platform, username: optional(text('Its handle.')), connectedBy: optional(text('Who did it.')) },
    { accountId: 'acc_01jh8r5v1efx', platform: SOME_PLATFORM, username: 'yourbrand', connectedBy: 'admin' },
  ),
  'account.disconnected': define(
    'The hub can no longer act for an account.',
    { accountId, platform, reason: text('Why, in words.'), code: optional(code), params: optional(params) },
    {
      accountId: 'acc_01jh8r5v1efx',
      platform: SOME_PLATFORM,
      reason: 'Disconnected by admin.',
      code: 'by_user',
      params: { by: 'admin' },
    },
  ),
  'account.updated': define(
    'The platform changed something about the account: a restriction, its quality, its name.',
    {
      accountId: optional(accountId),
      platform,
      change: text('What, e.g. `policy_enforcement`, `quality`, `name`.'),
      conversationId: optional(id('The conversation or group that it is about.')),
      person: optional(person('Whose profile or permission it is, when not that of the account.')),
      status: optional(text('The new state, e.g. `block`, `unblock`.')),
      previous: optional(text('The state before.')),
      reason: optional(text('Why, in the words of the platform.')),
      details: optional(Type.Record(Type.String(), Type.Unknown(), { description: "The platform's other members." })),
    },
    { platform: SOME_PLATFORM, change: 'policy_enforcement', status: 'block', reason: 'Too many messages.' },
  ),
  'account.standby': define(
    'Who may answer changed: a conversation (or the whole account) was handed to or taken from this application.',
    {
      platform,
      action: oneOf(
        ['pass', 'take', 'request', 'roles', 'activate', 'deactivate', 'suspend', 'resume'],
        'What was done.',
      ),
      conversationId,
      newOwnerAppId: optional(id('Who owns the conversation now.')),
      previousOwnerAppId: optional(id('Who owned it.')),
      requestedOwnerAppId: optional(id('Who asks for it.')),
      roles: optional(Type.Record(Type.String(), Type.Array(Type.String()), { description: 'By application.' })),
      metadata: optional(text('What the other application attached.')),
      expiresAt: optional(time('Until when.')),
    },
    { platform: SOME_PLATFORM, action: 'pass', conversationId: '1784200001', newOwnerAppId: '1517776481860111' },
  ),
  'template.updated': define(
    'The platform judged or changed a message template.',
    {
      templateId: id('The template.'),
      platform,
      change: oneOf(['status', 'category', 'quality', 'components'], 'What changed.'),
      name: optional(text('Its name.')),
      language: optional(text('e.g. `en_US`.')),
      value: optional(text('The new status, category or quality.')),
      previous: optional(text('The one before.')),
      reason: optional(text('Why.')),
      details: optional(Type.Record(Type.String(), Type.Unknown(), { description: "The platform's other members." })),
    },
    {
      templateId: '1689556908129832',
      platform: SOME_PLATFORM,
      change: 'status',
      name: 'order_sent',
      value: 'APPROVED',
    },
  ),
}

const postId = id("The hub's id of the post.")

export const publishing = {
  'post.created': define(
    'A post was drafted in the hub.',
    { postId, content: text('The text.'), platforms, status: text('e.g. `draft`.') },
    { postId: 'post_01jh8r5v1efx', content: 'New in store', platforms: [SOME_PLATFORM], status: 'draft' },
  ),
  'post.scheduled': define(
    'A post got a date.',
    { postId, scheduledAt: time('When it will be published.'), platforms },
    { postId: 'post_01jh8r5v1efx', scheduledAt: '2026-01-11T09:00:00.000Z', platforms: [SOME_PLATFORM] },
  ),
  'post.published': define(
    'The hub published a post.',
    {
      postId,
      platform,
      platformPostId: id("The platform's id of it."),
      publishedAt: time('When.'),
      url: optional(text('Where to see it.')),
    },
    {
      postId: 'post_01jh8r5v1efx',
      platform: SOME_PLATFORM,
      platformPostId: '17893439049281758',
      publishedAt: '2026-01-11T09:00:02.000Z',
    },
  ),
  'post.failed': define(
    'A post could not be published.',
    { postId, platform, error: text('Why, in words.'), errorCode: optional(text("The platform's code.")) },
    { postId: 'post_01jh8r5v1efx', platform: SOME_PLATFORM, error: 'The image cannot be fetched.', errorCode: '9004' },
  ),
}

export const listening = {
  'crisis.detected': define(
    'Mentions turn bad, and many.',
    {
      crisisId: id('The crisis.'),
      severity: oneOf(['low', 'medium', 'high', 'critical'], 'How bad.'),
      reason: text('Why it is taken for one.'),
      metrics: shape({
        sentimentScore: number('Mean, from -1 to 1.'),
        mentionVolume: count('Mentions in the window.'),
        volumeIncrease: number('Percent over the usual.'),
      }),
      topMentions: Type.Array(
        shape({ content: text('The text.'), platform, reach: optional(count('People reached.')) }),
      ),
    },
    {
      crisisId: 'crs_01jh8r5v1efx',
      severity: 'high',
      reason: 'Negative mentions tripled within an hour.',
      metrics: { sentimentScore: -0.6, mentionVolume: 340, volumeIncrease: 310 },
      topMentions: [{ content: 'Never again.', platform: SOME_PLATFORM, reach: 12000 }],
    },
  ),
  'trend.detected': define(
    'A topic grows.',
    {
      trendId: id('The trend.'),
      topic: text('What it is about.'),
      hashtags: Type.Array(Type.String()),
      growthRate: number('Percent over the usual.'),
      mentionCount: count('Mentions in the window.'),
      platforms,
    },
    {
      trendId: 'trd_01jh8r5v1efx',
      topic: 'linen',
      hashtags: ['#linen'],
      growthRate: 180,
      mentionCount: 95,
      platforms: [SOME_PLATFORM],
    },
  ),
}

export const analytics = {
  'analytics.updated': define(
    'The hourly figures.',
    {
      period: text('What they cover, e.g. `2026-01-10T12`.'),
      platforms,
      summary: shape({
        totalEngagement: number('Likes, comments, shares and replies.'),
        totalReach: number('People reached.'),
        followerGrowth: number('Followers won, less lost.'),
      }),
    },
    {
      period: '2026-01-10T12',
      platforms: [SOME_PLATFORM],
      summary: { totalEngagement: 310, totalReach: 5200, followerGrowth: 14 },
    },
  ),
  'goal.achieved': define(
    'A campaign reached its goal.',
    {
      campaignId: id('The campaign.'),
      goalType: text('What is counted.'),
      target: number('The goal.'),
      achieved: number('What was reached.'),
      percentageComplete: number('Percent.'),
    },
    { campaignId: 'cmp_01jh8r5v1efx', goalType: 'reach', target: 5000, achieved: 5200, percentageComplete: 104 },
  ),
}

export const hub = {
  'webhook.test': define(
    'Sent by the test call of an endpoint.',
    { message: text('A greeting.') },
    { message: 'This is a test webhook event' },
  ),
  'webhook.failing': define(
    'Nothing arrives at an endpoint. It comes when 50, 70 and 90 % of the time are over after which it is disabled.',
    {
      endpointId: id('The endpoint.'),
      url: text('Its address.'),
      percent: number('Percent of that time that are over.'),
      failingSince: time('The first of the failed tries.'),
    },
    {
      endpointId: 'wh_01jh8r5v1efx',
      url: 'https://example.com/hooks',
      percent: 50,
      failingSince: '2026-01-08T00:00:00.000Z',
    },
  ),
  'webhook.disabled': define(
    'The hub stopped sending to an endpoint.',
    {
      endpointId: id('The endpoint.'),
      url: text('Its address.'),
      reason: text('Why, in words.'),
      code: optional(code),
      params: optional(params),
      failures: optional(count('Failed tries in a row.')),
      failingSince: optional(time('The first of them.')),
      manual: optional(flag('A person did it.')),
    },
    {
      endpointId: 'wh_01jh8r5v1efx',
      url: 'https://example.com/hooks',
      reason: 'The application answered 410 Gone.',
      code: 'answered_gone',
      params: {},
    },
  ),
  'event.unhandled': define(
    'Something genuine arrived that the hub does not understand yet. It is kept, and can be run again.',
    {
      platform,
      reason: text('What is not understood.'),
      field: optional(text("The platform's name of what arrived.")),
    },
    { platform: SOME_PLATFORM, reason: 'unknown field', field: 'something_new' },
  ),
}
