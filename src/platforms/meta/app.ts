import type { AppFacet } from '../client.ts'
import { filled, list, record } from '../json.ts'
import { metaEnvironment } from './environment.ts'
import { appToken, facebookGraph } from './token.ts'
import { APP_ID } from './variables.ts'

/** Asks the Meta app where the events of `object` go, e.g. of `page`; not where `elsewhere` names an app that is set. */
export function metaApp(platform: string, object: string, elsewhere?: string): AppFacet {
  return {
    async subscription(environment) {
      const meta = metaEnvironment(environment)
      const appId = environment.variables[APP_ID]
      const secret = meta.appSecretFor('facebook')
      const token = appToken(appId, secret)
      if (!token || !appId || (elsewhere !== undefined && environment.variables[elsewhere])) return undefined
      const answer = await facebookGraph(platform, token, meta, secret).get([appId, 'subscriptions'])
      const found = list(answer.data)
        .map(record)
        .find((entry) => entry?.object === object)
      return {
        callbackUrl: filled(found?.callback_url),
        fields: list(found?.fields).flatMap((field) => filled(record(field)?.name) ?? filled(field) ?? []),
        active: found?.active !== false,
        where: `Meta app dashboard → Webhooks → ${object}`,
      }
    },
  }
}
