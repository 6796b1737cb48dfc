import { expect, test } from 'vitest'
import { takes, toggled, wildcardOf } from './patterns.ts'

test('a wildcard takes in the types of its own name only', () => {
  expect(takes('message.*', 'message.read')).toBe(true)
  expect(takes('message.*', 'messages.read')).toBe(false)
  expect(takes('*', 'lead.created')).toBe(true)
  expect(wildcardOf('story.insights')).toBe('story.*')
})

test('choosing a wildcard drops the types that it takes in', () => {
  expect(toggled(['message.read', 'lead.created'], 'message.*', true)).toEqual(['lead.created', 'message.*'])
  expect(toggled(['message.*', 'lead.created'], '*', true)).toEqual(['*'])
  expect(toggled(['lead.created', 'message.read'], 'lead.created', false)).toEqual(['message.read'])
})
