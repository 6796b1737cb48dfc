import { accounts } from './en/accounts.ts'
import { core } from './en/core.ts'
import { events } from './en/events.ts'
import { rejections } from './en/rejections.ts'
import { settings } from './en/settings.ts'
import { webhooks } from './en/webhooks.ts'
import { welcome } from './en/welcome.ts'

/** Every text in English, in one object; the pages load only what they show. */
export const en = { ...core, accounts, events, rejections, settings, webhooks, welcome }
