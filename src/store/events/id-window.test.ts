import { afterEach, expect, it, vi } from 'vitest'
import { StoreUnavailableError } from '../errors.ts'
import { createIdWindow } from './id-window.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('ends at the oldest id whose transaction has not ended', () => {
  const window = createIdWindow()
  const first = window.open(2)
  const second = window.open(1)
  expect(window.oldest()).toBe(first.ids[0])
  first.close()
  expect(window.oldest()).toBe(second.ids[0])
  second.close(new Error('refused by the store'))
  expect(window.oldest()).toBeUndefined()
})

it('keeps ids open for a while when no answer came: they may still appear', () => {
  vi.useFakeTimers()
  const window = createIdWindow()
  const opened = window.open(1)
  opened.close(new StoreUnavailableError('timeout', 'The store did not answer.'))
  expect(window.oldest()).toBe(opened.ids[0])
  vi.advanceTimersByTime(4900)
  expect(window.oldest()).toBe(opened.ids[0])
  vi.advanceTimersByTime(200)
  expect(window.oldest()).toBeUndefined()
})
