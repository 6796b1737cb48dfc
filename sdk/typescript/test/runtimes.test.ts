import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SDK = new URL('../', import.meta.url)

test('the client needs nothing but what browsers have, by its types', async () => {
  const tsc = new URL('../../node_modules/.bin/tsc', SDK).pathname
  const { stdout } = await promisify(execFile)(tsc, ['-p', SDK.pathname]).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test('it has no dependency, and imports only its own files', () => {
  const manifest = JSON.parse(readFileSync(new URL('package.json', SDK), 'utf8')) as Record<string, unknown>
  expect(Object.keys(manifest).filter((name) => /dependencies$/i.test(name))).toEqual([])
  const files = readdirSync(new URL('src/', SDK)).filter((name) => !name.endsWith('.test.ts'))
  const imported = files.flatMap((name) => {
    const text = readFileSync(new URL(`src/${name}`, SDK), 'utf8')
    return [...text.matchAll(/^(?:import|export|\}).* from '([^']+)'$/gm)].map(([, from = '']) =>
      from.replace('./', ''),
    )
  })
  expect(imported.length).toBeGreaterThan(10)
  expect(imported.filter((from) => !files.includes(from))).toEqual([])
})
