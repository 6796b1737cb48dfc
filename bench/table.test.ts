import { expect, test } from 'vitest'
import { formatTable, perSecond } from './table.ts'

test('a line shows what was measured beside its target, and what falls short', () => {
  const table = formatTable([
    {
      row: 'ingest',
      measured: {
        own: { target: '≥ 0.40', value: '0.41 (12.3k/s)', pass: true },
        given: { target: '≥ 0.40', value: '0.20 (6.0k/s)', pass: false },
      },
      ceiling: 'echo 30.0k/s',
      details: {},
    },
  ])
  expect(table).toContain('| ≥ 0.40 | 0.41 (12.3k/s) pass | 0.20 (6.0k/s) SHORT |')
})

test('every line of the table is equally long', () => {
  const results = ['a', 'a longer one'].map((row) => ({ row, measured: {}, details: {} }))
  const lengths = formatTable(results)
    .split('\n')
    .map((line) => line.length)
  expect(new Set(lengths).size).toBe(1)
})

test('a store that was not measured is a dash, not a pass', () => {
  expect(formatTable([{ row: 'a', measured: {}, details: {} }])).not.toContain('pass')
})

test('rates are short', () => {
  expect(perSecond(12_345)).toBe('12.3k/s')
  expect(perSecond(850.4)).toBe('850/s')
})
