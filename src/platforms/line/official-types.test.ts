import type { webhook } from '@line/bot-sdk'
import { expect, expectTypeOf, it } from 'vitest'
import { partsOf } from './sample-parts.ts'
import { MAKERS } from './samples.ts'

/** Not in the client library yet, or in nobody's. */
type Unpublished = 'messageEdited' | 'unknown'
type Published = Exclude<keyof typeof MAKERS, Unpublished>

// What is proved here is proved by the type check: each sample is a body as the client library describes it.
const published: {
  readonly [Kind in Published]: (parts: ReturnType<typeof partsOf>) => webhook.CallbackRequest
} = MAKERS

it("samples are bodies as the platform's client library describes them", () => {
  for (const make of Object.values(published)) {
    const { destination, events }: webhook.CallbackRequest = make(partsOf({}))
    expect(destination).toMatch(/^U[0-9a-f]{32}$/)
    for (const event of events) expect(event.webhookEventId).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  }
})

it('is not so wide a description that it would take in anything', () => {
  expectTypeOf(MAKERS.messageEdited).returns.not.toExtend<webhook.CallbackRequest>()
  expectTypeOf(MAKERS.unknown).returns.not.toExtend<webhook.CallbackRequest>()
})
