import { expect, it } from 'vitest'
import type { Claim } from './queue-rules.ts'
import { Turns } from './turns.ts'

const setUp = (...workspaces: string[]) => {
  const turns = new Turns(() => workspaces)
  /** Claims, and answers as said. Resolves with whose turn it was and whether more are due. */
  const claim = async (answer: Partial<Claim<string>> = {}) => {
    let asked: string | undefined
    const { more } = await turns.claim(async (workspaceId) => {
      asked = workspaceId
      return { jobs: [], more: false, ...answer }
    })
    return [asked, more]
  }
  return { turns, claim }
}

it('claims of each workspace once, and of those that have more in turn', async () => {
  const { claim } = setUp('a', 'b')
  expect(await claim({ more: true })).toEqual(['a', true])
  expect(await claim()).toEqual(['b', true])
  expect(await claim()).toEqual(['a', false])
  expect(await claim()).toEqual([undefined, false])
})

it('claims of the workspaces that are said to have due rows, and of all when none is named', async () => {
  const { turns, claim } = setUp('a', 'b')
  await claim()
  await claim()
  turns.due(['b', 'c'])
  expect([await claim(), await claim()]).toEqual([
    ['b', true],
    ['c', false],
  ])
  turns.due()
  expect(await claim()).toEqual(['a', true])
})

it('looks again where rows wait, once nothing else is due', async () => {
  const { claim } = setUp('a', 'b')
  expect(await claim({ waiting: true })).toEqual(['a', true])
  expect(await claim()).toEqual(['b', false])
  expect(await claim()).toEqual(['a', false])
  expect(await claim()).toEqual([undefined, false])
})

it('keeps the turn of a workspace whose claim failed', async () => {
  const { turns, claim } = setUp('a')
  await expect(turns.claim(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await claim()).toEqual(['a', false])
})
