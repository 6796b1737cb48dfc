import { PLATFORMS } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import { webhookPath } from '../platforms/webhook-path.ts'
import { type Answer, callBack } from './callback.ts'
import { usageFailure } from './failure.ts'
import { jsonOf, textMember } from './json.ts'
import { hubUnreachable } from './no-answer.ts'
import { type ClientFlags, clientSettings, requireAppSecret, type Setting } from './settings.ts'
import { harmless, type Terminal } from './terminal.ts'

export interface TriggerFlags extends ClientFlags {
  readonly account?: string
  readonly sender?: string
  readonly username?: string
  readonly text?: string
  readonly mediaUrl?: string
  readonly count: number
  readonly print?: boolean
  readonly dryRun?: boolean
}

/** More answers than this are shown as a count per status. */
const SHOWN_EACH = 10

/** Sends made-up, correctly signed events of a platform to a hub; lists the kinds when none is named. */
export async function trigger(
  platformId: string | undefined,
  kind: string | undefined,
  flags: TriggerFlags,
  terminal: Terminal,
): Promise<number> {
  const platform = platformNamed(platformId)
  if (kind === undefined) {
    listKinds(platform, terminal)
    return 0
  }
  if (!platform.webhook.samples.includes(kind))
    throw usageFailure(`${platform.name} has no kind "${kind}". It has:\n  ${platform.webhook.samples.join(' ')}`)
  const settings = await clientSettings(flags, terminal.env)
  const secret = requireAppSecret(settings, platform)
  const url = `${settings.url.value}${webhookPath(platform, flags.account)}`
  const build = () => {
    const body = Buffer.from(JSON.stringify(platform.webhook.sample(kind, sampleOptions(flags))))
    const headers = {
      'content-type': 'application/json',
      [platform.webhook.signatureHeader]: platform.webhook.sign(body, secret.value),
    }
    return { body, headers }
  }
  if (flags.dryRun) {
    const { body, headers } = build()
    terminal.print(`POST ${url}`)
    for (const [name, value] of Object.entries(headers)) terminal.print(`${name}: ${value}`)
    terminal.print(`\n${body}`)
    return 0
  }
  return await send({ url, build, kind, platform, secret, flags, terminal, hub: settings.url.value })
}

interface Sending {
  readonly url: string
  readonly hub: string
  readonly build: () => { body: Buffer; headers: Record<string, string> }
  readonly kind: string
  readonly platform: Platform
  readonly secret: Setting
  readonly flags: TriggerFlags
  readonly terminal: Terminal
}

async function send({ url, hub, build, kind, platform, secret, flags, terminal }: Sending): Promise<number> {
  terminal.print(`POST ${url}  ${platform.name} ${kind}, signed with the secret from ${secret.source}`)
  const statuses = new Map<number, number>()
  const started = performance.now()
  for (let sent = 0; sent < flags.count; sent++) {
    const { body, headers } = build()
    if (flags.print) terminal.print(JSON.stringify(JSON.parse(body.toString()), null, 2))
    const answer = await callBack(url, { method: 'POST', headers, body }).catch((error: unknown) => {
      throw hubUnreachable(hub, error)
    })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (flags.count <= SHOWN_EACH)
      terminal.print(
        `  ${body.length} bytes → ${answer.status} ${said(answer)}  in ${Math.round(answer.durationMs)} ms`,
      )
    if (answer.status !== 200) {
      terminal.note(explainRefusal(answer, platform, secret))
      break
    }
  }
  if (flags.count > SHOWN_EACH) {
    const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
    terminal.print(`  ${counts}  in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  return [...statuses.keys()].every((status) => status === 200) ? 0 : 1
}

/** A problem document is shown as its short text. */
function said(answer: Answer): string {
  return harmless(textMember(jsonOf(answer.text), 'error') ?? answer.text).slice(0, 300)
}

function explainRefusal(answer: Answer, platform: Platform, secret: Setting): string {
  switch (answer.status) {
    case 401:
      return `The hub does not know the secret that signed this: it came from ${secret.source}.
Give the hub's own with --secret, or in ${platform.settings.secrets.join(' or ')}. \`hubbub doctor\` shows the cause of each refusal.`
    case 404:
      return 'There is no such route. Is this the address of a hub, and does it take in this platform?'
    case 429:
      return 'The hub limits how often this address may call; try again in a moment.'
    case 503:
      return 'The hub cannot store events now, and says so before anything is lost. `hubbub doctor` shows why.'
    default:
      return `Expected 200, got ${answer.status}. \`hubbub doctor\` shows what was refused and why.`
  }
}

function platformNamed(id: string | undefined): Platform {
  const platform = PLATFORMS.find((candidate) => candidate.id === id)
  if (platform) return platform
  const names = PLATFORMS.map((candidate) => candidate.id).join(' ')
  throw usageFailure(
    `${id === undefined ? 'which platform?' : `there is no platform "${id}".`} There is: ${names}\nFor its kinds: hubbub trigger ${PLATFORMS[0]?.id}`,
  )
}

function listKinds(platform: Platform, terminal: Terminal): void {
  const width = Math.max(...platform.webhook.samples.map((kind) => kind.length))
  terminal.print(`Kinds of ${platform.name} event:\n`)
  for (const kind of platform.webhook.samples)
    terminal.print(`  ${kind.padEnd(width)}  ${platform.texts.en.samples[kind] ?? ''}`)
  terminal.print(`\nSend one:  hubbub trigger ${platform.id} ${platform.webhook.samples[0] ?? '<kind>'}`)
}

function sampleOptions(flags: TriggerFlags) {
  return {
    ...(flags.account === undefined ? {} : { accountId: flags.account }),
    ...(flags.sender === undefined ? {} : { senderId: flags.sender }),
    ...(flags.username === undefined ? {} : { username: flags.username }),
    ...(flags.text === undefined ? {} : { text: flags.text }),
    ...(flags.mediaUrl === undefined ? {} : { mediaUrl: flags.mediaUrl }),
  }
}
