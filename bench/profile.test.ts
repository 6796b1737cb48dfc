import { expect, test } from 'vitest'
import { selfTimes } from './profile.ts'

const node = (id: number, functionName: string, url = '') => ({ id, callFrame: { functionName, url, lineNumber: 4 } })

test('self time is added up by function, without idle', () => {
  const functions = selfTimes({
    nodes: [
      node(1, '(idle)'),
      node(2, 'sign', 'file:///home/x/src/deliver/sign.ts'),
      node(3, 'sign', 'file:///home/x/src/deliver/sign.ts'),
      node(4, ''),
    ],
    samples: [1, 2, 3, 4],
    timeDeltas: [1000, 30, 45, 25],
  })
  expect(functions).toEqual([
    { name: 'sign src/deliver/sign.ts:5', share: 0.75 },
    { name: '(anonymous)', share: 0.25 },
  ])
})
