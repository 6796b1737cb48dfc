import { execFileSync } from 'node:child_process'
import type { EventDetail } from '@hubbub/sdk'
import { expect, test } from 'vitest'
import { quote, sendCommand, standardBody } from '../../dashboard/src/pages/events/detail/curl.ts'

function eventSaying(content: string): EventDetail {
  return {
    id: 'evt_1',
    type: 'message.received',
    workspaceId: 'ws_1',
    occurredAt: '2026-01-10T12:00:00.000Z',
    account: null,
    data: { content },
  } as unknown as EventDetail
}

test('a shell gives the body back as it was, whatever is in it', () => {
  const hostile = `it's $(touch /tmp/x) \`id\` "quoted" \\ ${'\n'}line <script> \u202egpj`
  const word = quote(standardBody(eventSaying(hostile)))
  const body: unknown = JSON.parse(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' }))
  expect(body).toMatchObject({ id: 'evt_1', event: 'message.received', data: { content: hostile } })
})

test('what would turn the text of a terminal is written as an escape', () => {
  expect(sendCommand(eventSaying('a\u202eb'), 'https://example.com')).toContain('a\\u202eb')
})

test('a body that is too long for an argument comes by standard input', () => {
  const command = sendCommand(eventSaying('x'.repeat(200_000)), 'https://example.com')
  expect(command).toContain("--data-binary @- <<'HUBBUB_BODY'")
  expect(command.endsWith('\nHUBBUB_BODY')).toBe(true)
})
