import type { Brand } from './brand.ts'
import type { AppFacet, ClientEnvironment, PlatformClient } from './client.ts'
import type { LoginFacet } from './login.ts'
import type { MessagingFacet } from './messaging.ts'
import type { SettingsFacet } from './settings.ts'
import type { Texts } from './texts.ts'
import type { WebhookFacet } from './webhook.ts'

/**
 * One social platform: all that the hub knows of it. Nothing outside its folder names it but the list in `index.ts`.
 * Every member is pure but for `client`, `app` and the exchange of a login, which call the platform.
 */
export interface Platform<Id extends string = string> {
  readonly id: Id
  readonly name: string
  readonly brand: Brand
  readonly texts: Texts
  readonly webhook: WebhookFacet
  readonly settings: SettingsFacet
  readonly login?: LoginFacet
  readonly messaging: MessagingFacet
  /** Speaks for one account. @throws PlatformError `invalid` naming what is wrong with the credentials. */
  client(credentials: unknown, environment: ClientEnvironment): PlatformClient
  /** Present where the platform can be asked about the app that all accounts share. */
  readonly app?: AppFacet
}
