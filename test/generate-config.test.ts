import { expect, test } from 'vitest'
import { renderConfigDoc } from '../scripts/generate/config-doc.ts'
import { renderEnvExample } from '../scripts/generate/env-example.ts'
import { ConfigSchema, loadConfig } from '../src/config.ts'

const names = Object.keys(ConfigSchema.properties)

test('every variable is in the documentation and in the example', () => {
  const doc = renderConfigDoc()
  const example = renderEnvExample()
  for (const name of names) {
    expect(doc).toContain(`| \`${name}\` |`)
    expect(example).toMatch(new RegExp(`^#${name}=`, 'm'))
  }
})

test('the example, switched on as it is, changes nothing', () => {
  const lines = renderEnvExample().match(/^#[A-Z_]+=.*$/gm) ?? []
  const env = Object.fromEntries(lines.map((line) => line.slice(1).split(/=(.*)/s, 2)))
  expect(Object.keys(env)).toEqual(names)
  // But for where the values come from.
  expect(loadConfig(env)).toEqual({ ...loadConfig({}), given: expect.anything() })
})

test('no line of the example is longer than 100 characters', () => {
  expect(
    renderEnvExample()
      .split('\n')
      .filter((line) => line.length > 100),
  ).toEqual([])
})
