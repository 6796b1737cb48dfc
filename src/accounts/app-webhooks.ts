import { filled, list, record } from '../platforms/json.ts'
import { appToken, facebookGraph } from '../platforms/meta/token.ts'
import type { Platform, PlatformId } from '../platforms/platform.ts'
import type { PlatformAccess } from './access.ts'
import { addressProblem, platformCallback } from './callback-url.ts'

const OBJECTS: Readonly<Partial<Record<PlatformId, string>>> = {
  instagram: 'instagram',
  facebook: 'page',
  whatsapp: 'whatsapp_business_account',
}

export interface AppWebhook {
  readonly ok: boolean
  /** Where the platform sends the app's events; undefined when it has no address. */
  readonly callbackUrl: string | undefined
  readonly fields: readonly string[]
  /** What is wrong and how to mend it; undefined also when nothing can be asked. */
  readonly problem: string | undefined
}

/**
 * Asks Meta where it sends the events of the app; undefined where it cannot be asked: LINE (each channel has an address
 * of its own), or an app whose id or secret the hub does not have. @throws PlatformError
 */
export async function appWebhook(
  access: PlatformAccess,
  platform: Platform,
  baseUrl: string,
): Promise<AppWebhook | undefined> {
  const object = OBJECTS[platform.id]
  const { metaAppId } = access.settings
  const secret = access.appSecretOf('facebook')
  const token = appToken(metaAppId, secret)
  // The Instagram app of Instagram Login is another one, and has no such call.
  if (!object || !token || !metaAppId || (platform.id === 'instagram' && access.settings.instagramAppId))
    return undefined
  const graph = facebookGraph(platform.id, token, access.environment(platform.id), secret)
  const answer = await graph.get([metaAppId, 'subscriptions'])
  const found = list(answer.data)
    .map(record)
    .find((entry) => entry?.object === object)
  const callbackUrl = filled(found?.callback_url)
  const fields = list(found?.fields).flatMap((field) => filled(record(field)?.name) ?? filled(field) ?? [])
  const problem = problemOf(platform, { callbackUrl, fields, active: found?.active !== false }, baseUrl)
  return { ok: problem === undefined, callbackUrl, fields, problem }
}

function problemOf(
  platform: Platform,
  told: { callbackUrl: string | undefined; fields: readonly string[]; active: boolean },
  baseUrl: string,
): string | undefined {
  const wanted = platformCallback(baseUrl, platform.id)
  const where = `Meta app dashboard → Webhooks → ${OBJECTS[platform.id]}`
  if (told.callbackUrl === undefined) return `The app has no callback address. Set it to ${wanted} (${where}).`
  if (!told.active) return `The subscription of the app is switched off. Switch it on (${where}).`
  // A hub that was asked by a private name does not know its public one.
  if (addressProblem(baseUrl) === undefined && !sameHub(told.callbackUrl, wanted))
    return `Events of the app go to ${told.callbackUrl}, not to ${wanted}. Change it (${where}), or set PUBLIC_URL.`
  if (!told.fields.includes('messages'))
    return `The field messages is not subscribed, so none arrive. Add it (${where}).`
  return undefined
}

/** Earlier addresses of the hub lead to the same place. */
function sameHub(told: string, wanted: string): boolean {
  const [one, other] = [URL.parse(told), URL.parse(wanted)]
  return one !== null && other !== null && one.origin === other.origin && /\/webhooks\//.test(one.pathname)
}
