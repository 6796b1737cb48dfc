import type { Endpoint, Hubbub } from '@hubbub/sdk'
import { type Check, fail, ok, warn } from './check.ts'

const PAGE = 200

/** Each endpoint that is switched off or failing; one line for those that are well. */
export async function checkEndpoints(api: Hubbub): Promise<Check[]> {
  const name = 'Endpoints'
  const { data: endpoints } = await api.listWebhooks({ limit: PAGE })
  if (endpoints.length === 0)
    return [
      warn(
        name,
        'none: events are stored, and delivered nowhere',
        'POST /api/v1/webhooks makes one; README.md shows how.',
      ),
    ]
  const troubled = endpoints.flatMap((endpoint) => troubleOf(endpoint))
  const well = endpoints.length - troubled.length
  return [...(well > 0 ? [ok(name, `${well} enabled and well`)] : []), ...troubled]
}

function troubleOf({ id, url, state, disabledReason, failures, failingSince }: Endpoint): Check[] {
  const who = `${id} ${originOf(url)}`
  if (state === 'disabled') {
    const remedy = `When the application is well again: POST /api/v1/webhooks/${id}/enable, then /replay what it missed.`
    return [fail('Endpoint', `${who} is disabled: ${disabledReason ?? 'no reason given'}`, remedy)]
  }
  if (state === 'paused') return [warn('Endpoint', `${who} is paused`, `POST /api/v1/webhooks/${id}/enable goes on.`)]
  if (failures === 0) return []
  const since = failingSince === null ? '' : ` since ${failingSince}`
  const remedy = `GET /api/v1/webhooks/${id}/logs shows what the application answers.`
  return [warn('Endpoint', `${who} failed ${failures} times in a row${since}`, remedy)]
}

/** Requests that were refused lately, by cause. */
export async function checkRejections(api: Hubbub): Promise<Check[]> {
  const name = 'Rejections'
  const { counts } = await api.listRejections({ since: '1h', limit: 1 })
  if (counts.length === 0) return [ok(name, 'no request was refused in the last hour')]
  return counts.map(({ count, cause, platform, hint }) =>
    warn(name, `${count} × ${cause} from ${platform} since the hour before`, hint),
  )
}

/** Without path and query, which may hold a token. */
function originOf(url: string): string {
  return URL.parse(url)?.origin ?? ''
}
