import { expect, test } from 'vitest'
import { prettyLine } from './pretty-log.ts'

test('a line of the log reads as time, level, message and the rest', () => {
  const line = JSON.stringify({
    level: 40,
    time: '2026-01-10T12:00:00.000Z',
    service: 'hubbub',
    port: 8000,
    from: 'x\u001b[2J',
    msg: 'slow\ndisk',
  })
  expect(prettyLine(line)).toMatch(/^\d\d:\d\d:\d\d WARN {2}slow disk {2}port=8000 {2}from=x\n$/)
})

test('the stack of an error stands below its line', () => {
  const line = JSON.stringify({
    level: 50,
    msg: 'broken',
    err: { message: 'no', stack: 'Error: no\n    at f (a.ts:1:1)' },
  })
  expect(prettyLine(line)).toMatch(/ERROR broken\n +Error: no\n +at f \(a\.ts:1:1\)\n$/)
})

test('what is not JSON is passed on as it is', () => {
  expect(prettyLine('plain\n')).toBe('plain\n')
})
