import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { isRecord } from '../../src/api/views.ts'
import { INPUT_CODES } from '../../src/codes/input.ts'
import { REFUSALS } from '../../src/codes/refusals.ts'
import { ERRORS } from '../../src/errors.ts'

type Node = Readonly<Record<string, unknown>>

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')

describe('the document of the API', () => {
  let answers: { readonly name: string; readonly status: string; readonly answer: Node }[]
  beforeAll(() => {
    const paths = (JSON.parse(read('openapi.json')) as { paths: Record<string, Record<string, Node>> }).paths
    answers = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { responses }]) =>
        Object.entries((responses ?? {}) as Record<string, Node>)
          .filter(([status]) => /^4/.test(status))
          .map(([status, answer]) => ({ name: `${method} ${path}`, status, answer })),
      ),
    )
  })

  it('has a problem document with a known code for each 4xx of each route', () => {
    expect(answers.length).toBeGreaterThan(300)
    const wrong = answers.filter(({ status, answer }) => {
      const codes = [...String(answer.description).matchAll(/`(\w+)`/g)].map(([, code = '']) => code)
      const content = isRecord(answer.content) ? answer.content['application/problem+json'] : undefined
      const known = codes.every((code) =>
        Object.entries(ERRORS).some(([name, kind]) => name === code && `${kind.status}` === status),
      )
      return codes.length === 0 || !known || !JSON.stringify(content)?.includes('Problem')
    })
    expect(wrong).toEqual([])
  })
})

describe('docs/errors.md', () => {
  it('lists every code', () => {
    const docs = read('docs/errors.md')
    const reasons = Object.values(REFUSALS).flatMap((each) => Object.keys(each))
    const codes = [...Object.keys(ERRORS), ...reasons, ...Object.keys(INPUT_CODES)]
    expect(codes.filter((code) => !docs.includes(`\`${code}\``))).toEqual([])
  })

  it('gives no code to two reasons', () => {
    const reasons = Object.values(REFUSALS).flatMap((each) => Object.keys(each))
    expect(reasons.filter((code, index) => reasons.indexOf(code) !== index)).toEqual([])
  })
})
