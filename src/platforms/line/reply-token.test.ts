import { expect, it } from 'vitest'
import { replyTokenDeadline } from './reply-token.ts'

const noon = Date.UTC(2026, 0, 10, 12)

it('lives for a minute from the receipt', () => {
  expect(replyTokenDeadline(new Date(noon), new Date(noon + 800))).toEqual(new Date(noon + 60_800))
})

it('of an event that came late lives for a minute too, but never beyond twenty minutes from the event', () => {
  expect(replyTokenDeadline(new Date(noon), new Date(noon + 600_000))).toEqual(new Date(noon + 660_000))
  expect(replyTokenDeadline(new Date(noon), new Date(noon + 1_190_000))).toEqual(new Date(noon + 1_200_000))
  expect(replyTokenDeadline(new Date(noon), new Date(noon + 7_200_000))).toEqual(new Date(noon + 1_200_000))
})
