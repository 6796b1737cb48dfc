import { expect, test } from 'vitest'
import { cut, displayWidth, harmless } from './terminal.ts'

test('escapes, control characters and changes of direction go; emoji and other scripts stay', () => {
  expect(harmless('\u001b[31mred\u001b[0m')).toBe('red')
  expect(harmless('\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007')).toBe('link')
  expect(harmless('a\r\nb\tc\u0000d\u009be')).toBe('a b c d e')
  expect(harmless('\u202egnp.exe\u2069\u200b\ufeff\u00ad')).toBe('gnp.exe')
  expect(harmless('\ud800x')).toBe('\ufffdx')
  expect(harmless('👩‍👩‍👧 שלום مرحبا 你好')).toBe('👩‍👩‍👧 שלום مرحبا 你好')
  expect(harmless('a\u200db')).toBe('ab')
})

test('width counts columns, not characters', () => {
  expect(displayWidth('abc')).toBe(3)
  expect(displayWidth('你好')).toBe(4)
  expect(displayWidth('👩‍👩‍👧!')).toBe(3)
  expect(displayWidth('e\u0301')).toBe(1)
})

test('a cut text fits, ends in an ellipsis and splits no character', () => {
  expect(cut('abcdef', 4)).toBe('abc…')
  expect(cut('abcd', 4)).toBe('abcd')
  expect(cut('你好你好', 5)).toBe('你好…')
  expect(cut('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…')
  expect(cut('abc', 0)).toBe('')
})
