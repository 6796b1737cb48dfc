import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { FirstStart } from '../hub.ts'
import { PLATFORMS } from '../platforms/index.ts'
import { VERSION } from '../version.ts'
import { withoutPassword } from './failure.ts'

interface Started {
  readonly config: Config
  readonly url: string
  readonly firstStart: FirstStart | undefined
}

/** The text that greets a person when the hub is up: all of it at the first start, later a line. */
export function greeting({ config, url, firstStart }: Started): string {
  const dashboard = config.dashboard && config.roles.has('api')
  if (!firstStart) return `Hubbub ${VERSION} is running at ${url}  (data: ${resolve(config.dataDir)}, stop: Ctrl-C)`
  const { id, name } = PLATFORMS[0]
  const made = [
    ['API key', firstStart.apiKey, 'signs in to the dashboard; applications send it as X-API-Key'],
    ['Verify token', firstStart.verifyToken, 'for the webhook page of the platform'],
    ['App secret', firstStart.appSecret, 'for test events; those of your apps go into variables (docs/config.md)'],
  ].filter((row): row is [string, string, string] => row[1] !== undefined)
  const secrets = [
    `Made for this hub. Shown this once, kept in ${firstStart.credentialsFile}`,
    '',
    ...made.map(([what, value, purpose]) => `  ${what.padEnd(14)}${value}   ${purpose}`),
    '',
  ]
  return [
    '',
    `Hubbub ${VERSION} is running. This is its first start; here is where things are.`,
    '',
    ...(dashboard ? [`  ${'Dashboard'.padEnd(14)}${url}   open it in a browser; the API key signs you in`] : []),
    `  ${'API'.padEnd(14)}${url}/docs`,
    `  ${'Callback URL'.padEnd(14)}${url}/api/webhooks/${id}   what ${name} calls, behind your public https address`,
    `  ${'Data folder'.padEnd(14)}${resolve(config.dataDir)}   keep it, and back it up`,
    `  ${'Database'.padEnd(14)}${config.databaseUrl ? `PostgreSQL, ${withoutPassword(config.databaseUrl)}` : 'PostgreSQL, run by the hub, in the data folder'}`,
    '',
    ...(made.length > 0 ? secrets : []),
    'Try it. In a second terminal, watch what arrives:',
    '',
    '  npx hubbub listen',
    '',
    'and in a third, send a signed test event:',
    '',
    `  npx hubbub trigger ${id} message`,
    '',
  ].join('\n')
}
