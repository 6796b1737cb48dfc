import { expect, it } from 'vitest'
import { CATALOGUE, EVENT_TYPES, isEventType, isKnownPattern, matchesPattern, validateEventData } from './catalogue.ts'

it('has every type of the event model', () => {
  const types = `message.received message.sent message.replied message.edited message.deleted message.reacted
    message.delivered message.read message.failed message.postback message.referral message.optin comment.created
    comment.edited comment.deleted mention.created media.published media.edited media.deleted
    review.created review.edited review.deleted story.insights reaction.created reaction.deleted
    follower.added follower.removed member.joined member.left lead.created contact.linked account.connected
    account.disconnected account.updated account.standby template.updated post.created post.scheduled post.published
    post.failed crisis.detected trend.detected analytics.updated goal.achieved webhook.test
    webhook.failing webhook.disabled event.unhandled`
  expect([...EVENT_TYPES].sort()).toEqual(types.split(/\s+/).sort())
})

it.each(EVENT_TYPES)('accepts its own example of %s', (type) => {
  expect(validateEventData(type, CATALOGUE[type].example)).toEqual([])
})

it('describes every member of every type', () => {
  const undescribed = EVENT_TYPES.flatMap((type) => {
    const { properties } = CATALOGUE[type].schema as unknown as { properties: Record<string, { description?: string }> }
    return Object.entries(properties)
      .filter(([name, schema]) => !schema.description && name !== 'metrics' && name !== 'summary')
      .map(([name]) => `${type} ${name}`)
  })
  expect(undescribed.filter((name) => !/hashtags|topMentions/.test(name))).toEqual([])
})

it('names what is wrong with the data', () => {
  expect(validateEventData('message.deleted', { platform: 'instagram' }).join()).toMatch(/messageId/)
  expect(validateEventData('message.deleted', { messageId: 5, platform: 'instagram' })).toEqual([
    '/messageId must be string',
  ])
})

it('does not accept a member that the type does not have', () => {
  expect(validateEventData('webhook.test', { message: 'x', mesage: 'y' })).not.toEqual([])
})

it('matches everything, a group or one type', () => {
  expect(matchesPattern('*', 'message.received')).toBe(true)
  expect(matchesPattern('message.*', 'message.received')).toBe(true)
  expect(matchesPattern('message.received', 'message.received')).toBe(true)
  expect(matchesPattern('message.*', 'messages.received')).toBe(false)
  expect(matchesPattern('message', 'message.received')).toBe(false)
  expect(matchesPattern('comment.*', 'message.received')).toBe(false)
})

it('knows which patterns can match', () => {
  for (const pattern of ['*', 'message.*', 'story.*', 'post.published']) expect(isKnownPattern(pattern)).toBe(true)
  for (const pattern of ['', 'message', 'message.', '**', 'mesage.*', 'constructor', 'message.gone'])
    expect(isKnownPattern(pattern)).toBe(false)
  expect(isEventType('constructor')).toBe(false)
})
