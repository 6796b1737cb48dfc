import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { preparedDataDir } from '../support/cluster.ts'

it('npm run dev starts the hub against the stand-ins, with customers, and stops in order', async () => {
  const folder = await preparedDataDir()
  const args = ['scripts/dev.ts', '--port', '0', '--data-dir', folder, '--every', '0.1']
  const child = spawn(process.execPath, args, {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, HUBBUB_DASHBOARD: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const exited = once(child, 'exit')
  try {
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      if (/^ {2}telegram: .*→ 200$/.test(line)) break
    }
  } finally {
    child.kill('SIGINT')
  }
  const [code] = await exited
  fs.rmSync(folder, { recursive: true, force: true })
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const text = lines.join('\n')
  for (const platform of ['instagram', 'facebook', 'whatsapp', 'line', 'telegram']) {
    expect(text).toMatch(new RegExp(`^ {2}${platform} +acc_`, 'm'))
    expect(text).toMatch(new RegExp(`^ {2}${platform}: message.*→ 200$`, 'm'))
  }
}, 60_000)
