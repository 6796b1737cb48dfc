import { expect, test } from 'vitest'
import { shorten, withVisibleControls } from './hostile-text.ts'

test('a right-to-left override becomes visible and turns nothing', () => {
  expect(withVisibleControls('photo_\u202egpj.exe')).toBe('photo_·gpj.exe')
})

test('line breaks, Thai word breaks and joined emoji stay as they are', () => {
  const text = 'a\tb\nสวัสดี\u200bครับ 👨‍👩‍👧 \u200fשלום'
  expect(withVisibleControls(text)).toBe(text)
})

test('a text is never cut within a surrogate pair', () => {
  expect(shorten('👋👋', 3)).toBe('👋…')
  expect(shorten('👋', 2)).toBe('👋')
})
