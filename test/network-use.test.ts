import { expect, test } from 'vitest'
import { importsOf, localImportsOf, sourcesOf, withoutComments } from './support/sources.ts'

/** Calls that are not the API's: a platform's to the hub, the hub's to an application. */
const CALLBACKS = 'src/cli/callback.ts'

const CLIENTS =
  /^(?:node:)?(?:https?|http2|net|tls)$|^(?:undici|axios|got|ky|ofetch|superagent|needle|cross-fetch|node-fetch|isomorphic-fetch|eventsource.*|@microsoft\/fetch-event-source|ws|socket\.io-client)(?:\/|$)/
const CALLS =
  /(?<![\w$.])fetch\s*\(|\b(?:globalThis|window|self)\s*\??\.\s*fetch\b|[=(:,?]\s*fetch\s*[;,)\n]|\bnew\s+(?:EventSource|XMLHttpRequest|WebSocket)\b|\.sendBeacon\b/

/** How a source reaches the network by itself. */
function networkUses(text: string): string[] {
  const code = withoutComments(text)
  const call = CALLS.exec(code)
  return [...importsOf(code).filter((name) => CLIENTS.test(name)), ...(call ? [call[0].trim()] : [])]
}

test.each(['src/cli', 'dashboard/src'])('%s reaches the API through the SDK and nothing else', (folder) => {
  const found = sourcesOf(folder).flatMap(({ name, text }) => networkUses(text).map((use) => `${name}: ${use}`))
  expect(found.filter((each) => !each.startsWith(`${CALLBACKS}: `))).toEqual([])
})

test('the exception for callbacks is still needed, and the commands use the SDK', () => {
  const commands = sourcesOf('src/cli')
  expect(commands.filter(({ text }) => networkUses(text).length > 0).map(({ name }) => name)).toEqual([CALLBACKS])
  expect(commands.some(({ text }) => importsOf(text).includes('@hubbub/sdk'))).toBe(true)
})

test('the dashboard imports nothing of the hub', () => {
  const found = sourcesOf('dashboard/src').flatMap((source) =>
    localImportsOf(source)
      .filter((target) => !target.startsWith('dashboard/'))
      .map((target) => `${source.name}: ${target}`),
  )
  expect(found).toEqual([])
})

test.each([
  "import { request } from 'undici'",
  "import http from 'node:http'",
  "const { get } = await import('axios')",
  "import 'eventsource-polyfill'",
  'const answer = await fetch(url)',
  'await window.fetch(url)',
  'const ask = fetch\n',
  'use(fetch)',
  'new EventSource("/api")',
  'navigator.sendBeacon(url)',
])('%j is seen', (text) => {
  expect(networkUses(text)).toHaveLength(1)
})

test.each([
  "import { Hubbub } from '@hubbub/sdk'",
  'await query.refetch()',
  'queryClient.fetch(key)',
  'prefetch(route)',
  '/** As `fetch` takes it: fetch(url). */',
  "say('could not fetch the events')",
])('%j is not taken for a call', (text) => {
  expect(networkUses(text)).toEqual([])
})
