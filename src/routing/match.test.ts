import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVENT_TYPES, matchesPattern } from '../events/catalogue.ts'
import { newUuid } from '../events/ids.ts'
import { createMatcher, type MatchableEvent, type Subscription } from './match.ts'

const workspaceId = newUuid()
const accountId = newUuid()
const endpoint = (name: string, rest: Partial<Subscription> = {}) => ({
  name,
  workspaceId,
  state: 'enabled' as const,
  events: ['*'],
  accounts: undefined,
  filter: undefined,
  ...rest,
})
const event = (rest: Partial<MatchableEvent> = {}): MatchableEvent => ({
  id: newUuid(),
  workspaceId,
  type: 'message.received',
  platform: 'instagram',
  occurredAt: new Date(),
  data: '{"content":"Hi","sender":{"username":"ann"}}',
  raw: '{}',
  accountId,
  ...rest,
})
const names = (endpoints: readonly { name: string }[]) => endpoints.map(({ name }) => name)

it('matches all, a group, or a type, and none by a prefix of a word', () => {
  const matcher = createMatcher([
    endpoint('all'),
    endpoint('group', { events: ['message.*'] }),
    endpoint('exact', { events: ['comment.created', 'message.received'] }),
    endpoint('other type', { events: ['message.read'] }),
    endpoint('part of the name', { events: ['message', 'mess.*', 'message.receive'] }),
    endpoint('nothing', { events: [] }),
  ])
  expect(names(matcher.match(event()))).toEqual(['all', 'group', 'exact'])
  expect(names(matcher.match(event({ type: 'comment.created' })))).toEqual(['all', 'exact'])
  expect(names(matcher.match(event({ type: 'never.seen' })))).toEqual(['all'])
})

it('leaves out paused and disabled endpoints', () => {
  const matcher = createMatcher([endpoint('paused', { state: 'paused' }), endpoint('disabled', { state: 'disabled' })])
  expect(matcher.match(event())).toEqual([])
})

it('keeps workspaces apart', () => {
  const other = newUuid()
  const matcher = createMatcher([endpoint('ours'), endpoint('theirs', { workspaceId: other })])
  expect(names(matcher.match(event()))).toEqual(['ours'])
  expect(names(matcher.match(event({ workspaceId: other })))).toEqual(['theirs'])
})

it('keeps to the accounts of an endpoint', () => {
  const matcher = createMatcher([
    endpoint('this', { accounts: [newUuid(), accountId] }),
    endpoint('another', { accounts: [newUuid()] }),
    endpoint('no account', { accounts: [] }),
    endpoint('every'),
  ])
  expect(names(matcher.match(event()))).toEqual(['this', 'every'])
  expect(names(matcher.match(event({ accountId: undefined })))).toEqual(['every'])
})

describe('filters', () => {
  it('see the standard body, the account included', () => {
    const account = { id: accountId, platform: 'instagram', externalId: '178', username: 'yourbrand' }
    const matcher = createMatcher(
      [
        endpoint('sender', { filter: { data: { sender: { username: 'ann' } } } }),
        endpoint('other sender', { filter: { data: { sender: { username: 'bob' } } } }),
        endpoint('account', { filter: { account: { username: 'yourbrand' } } }),
        endpoint('empty', { filter: {} }),
        endpoint('none', { filter: null }),
      ],
      (id) => (id === accountId ? account : undefined),
    )
    expect(names(matcher.match(event()))).toEqual(['sender', 'account', 'empty', 'none'])
  })

  it('that cannot be compiled let nothing through', () => {
    const matcher = createMatcher([endpoint('broken', { filter: { data: { $regex: 'x' } } }), endpoint('all')])
    expect(names(matcher.match(event()))).toEqual(['all'])
  })

  it('see nothing in data that is not JSON, and do not throw', () => {
    const matcher = createMatcher([endpoint('filtered', { filter: { event: 'message.received' } }), endpoint('all')])
    expect(names(matcher.match(event({ data: '{' })))).toEqual(['all'])
  })

  it('leave data unread when the type or the account already decides', () => {
    const matcher = createMatcher([endpoint('filtered', { accounts: [newUuid()], filter: { event: 'x' } })])
    const unreadable = Object.defineProperty(event(), 'data', {
      get: () => {
        throw new Error('read')
      },
    })
    expect(matcher.match(unreadable)).toEqual([])
  })
})

it('agrees with a plain look through the list, for any endpoints and events', () => {
  const type = fc.oneof(fc.constantFrom(...EVENT_TYPES), fc.constantFrom('a.b', 'a', '', '*', 'message.*', '__proto__'))
  const accounts = [newUuid(), newUuid(), newUuid()]
  const anEndpoint = fc.record({
    events: fc.array(
      fc.oneof(
        type,
        type.map((each) => `${each.split('.')[0]}.*`),
      ),
      { maxLength: 3 },
    ),
    accounts: fc.option(fc.subarray(accounts), { nil: undefined }),
    state: fc.constantFrom('enabled' as const, 'paused' as const, 'disabled' as const),
  })
  fc.assert(
    fc.property(
      fc.array(anEndpoint, { maxLength: 6 }),
      fc.array(fc.tuple(type, fc.constantFrom(undefined, ...accounts)), { maxLength: 8 }),
      (specs, events) => {
        const endpoints = specs.map((spec, index) => endpoint(String(index), spec))
        const matcher = createMatcher(endpoints)
        for (const [name, account] of events) {
          const expected = endpoints.filter(
            (each) =>
              each.state === 'enabled' &&
              each.events.some((pattern) => matchesPattern(pattern, name)) &&
              (!each.accounts || (account !== undefined && each.accounts.includes(account))),
          )
          expect(matcher.match(event({ type: name, accountId: account }))).toEqual(expected)
        }
      },
    ),
    { numRuns: 500 },
  )
})
