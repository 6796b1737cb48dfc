import { describe, expect, it } from 'vitest'
import { newUuid } from '../events/ids.ts'
import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import { replyTokenDeadline } from '../platforms/line/reply-token.ts'
import { touchesOf } from './conversations.ts'

const GROUP = 'C1'
const at = new Date('2026-01-10T12:00:00Z')
const later = (ms: number) => new Date(at.getTime() + ms)

function event(type: string, data: object, more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    workspaceId: newUuid(),
    id: newUuid(),
    platform: 'line',
    accountId: 'account',
    type,
    occurredAt: at,
    receivedAt: at,
    senderId: undefined,
    conversationKey: GROUP,
    data: JSON.stringify(data),
    raw: '{}',
    ...more,
  }
}

describe('what events say of conversations', () => {
  const line = findPlatform('line')
  const given = (line?.webhook.samples ?? []).flatMap(({ kind }) =>
    (line?.webhook.normalise(line.webhook.sample(kind), at) ?? [])
      .map((each) => ({ ...each, kind, replyToken: 'replyToken' in each.data ? each.data.replyToken : undefined }))
      .filter(({ replyToken, conversationKey }) => replyToken !== undefined && conversationKey !== undefined),
  )

  it('has a reply token for more than messages', () => {
    const types = new Set(given.map(({ type }) => type))
    const others = ['follower.added', 'member.joined', 'contact.linked', 'message.edited', 'message.read']
    expect([...types]).toEqual(expect.arrayContaining(['message.received', ...others]))
  })

  it.each(given)('is, of LINE, the reply token of $kind', ({ type, data, replyToken, conversationKey }) => {
    const [touch, ...more] = touchesOf([event(type, data, { conversationKey })])
    expect(more).toEqual([])
    expect(touch).toMatchObject({ key: conversationKey, replyToken, replyTokenUntil: replyTokenDeadline(at, at) })
    if (type !== 'message.received') expect(touch?.messageId).toBeUndefined()
  })

  it("is nothing of what has no token and is nobody's word", () => {
    expect(touchesOf([event('follower.removed', {}), event('message.deleted', { content: '"replyToken"' })])).toEqual(
      [],
    )
    expect(touchesOf([event('follower.added', { replyToken: 'no token of LINE' }, { platform: 'facebook' })])).toEqual(
      [],
    )
  })

  it('is one thing per conversation: its newest token, and its newest message', () => {
    const message = { messageId: 'm1', quoteToken: 'q1', replyToken: 'of the message' }
    const said = event('message.received', message)
    const before = event('member.joined', { replyToken: 'before' }, { occurredAt: later(-1) })
    const after = event('member.joined', { replyToken: 'after' }, { occurredAt: later(1) })
    const spoken = { key: GROUP, messageId: 'm1', quoteToken: 'q1' }
    expect(touchesOf([said, after])).toMatchObject([{ ...spoken, at: later(1), replyToken: 'after' }])
    expect(touchesOf([before, said])).toMatchObject([{ ...spoken, at, replyToken: 'of the message' }])
    const mute = event('message.received', { messageId: 'm1', quoteToken: 'q1' })
    expect(touchesOf([before, mute])).toMatchObject([{ ...spoken, at, replyToken: 'before' }])
    expect(touchesOf([after, before])).toMatchObject([{ at: later(1), replyToken: 'after' }])
  })
})
